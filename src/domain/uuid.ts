const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** May this word be given to the database as an id? Anything else it would refuse with an error. */
export const isUuid = (word: string): boolean => uuid.test(word);
