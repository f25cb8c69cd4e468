/** No control, direction or half characters: what cannot be seen cannot deceive. */
export const harmless = (text: string): string => text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '').replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');
/** The same on one line, without space around it. */
export const onOneLine = (text: string): string => harmless(text).replaceAll(/\s+/g, ' ').trim();
