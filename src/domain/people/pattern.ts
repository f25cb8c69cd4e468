/** A LIKE pattern for “contains this”, with what is special to LIKE made plain. */
export const pattern = (part: string): string => `%${part.trim().replace(/[\\%_]/g, '\\$&')}%`;
