/**
 * A name as it is compared: alerts, people and the database may differ in case, in surrounding
 * space and in how an accent is encoded, and still mean the same service or team.
 * @example foldName(' Redis-Prod ') // 'redis-prod'
 */
export const foldName = (name: string): string => name.normalize('NFC').trim().toLowerCase();
