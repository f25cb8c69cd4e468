import { randomInt, randomUUID } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A Slack id nobody can guess: `newId('C')` → C0A7Q… */
export function newId(prefix: string): string {
  return `${prefix}0${Array.from({ length: 9 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}

export const newSecret = (prefix = ''): string => prefix + randomUUID().replaceAll('-', '');

/** Timestamps of messages: seconds and microseconds, each once and later than the one before. */
export function timestamps(): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now() * 1000 + randomInt(1000));
    const whole = String(last);
    return `${whole.slice(0, -6)}.${whole.slice(-6)}`;
  };
}
