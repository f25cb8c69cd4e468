/** Did somebody write yes, in either language? */
export const isYes = (word: string): boolean => /^(?:y|yes|true|on|1|o|oui|vrai)$/i.test(word.trim());
/** Did somebody write no, in either language? */
export const isNo = (word: string): boolean => /^(?:n|no|false|off|0|non|faux)$/i.test(word.trim());
