const words = /^(?:none|nobody|-|aucune?|personne|rien)$/i;

/** Did somebody write that there shall be none: `none`, `nobody`, `-`, `aucun`, `personne`? */
export const isNone = (word: string): boolean => words.test(word.trim());

/** The word, or null where it says that there shall be none: how a form's field takes something away. */
export const orNone = (word: string): string | null => (isNone(word) ? null : word);

/** Words between commas, without the blanks around them. */
export const listed = (text: string): string[] => text.split(',').map((word) => word.trim()).filter((word) => word !== '');
