import { randomUUID } from 'node:crypto';

/** Discord counts from the first second of 2015 (reference: Snowflakes). */
const EPOCH = 1_420_070_400_000;

/** Snowflakes: 42 bits of milliseconds, each once and later than the one before. */
export function snowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const at = BigInt(now() - EPOCH) << 22n;
    last = at > last ? at : last + 1n;
    return String(last);
  };
}

/** Unix milliseconds at which a snowflake was made. */
export const madeAt = (id: string): number => Number(BigInt(id) >> 22n) + EPOCH;

export const newSecret = (): string => randomUUID().replaceAll('-', '');
/** A bot token in its three parts, the first of which is the bot's id. */
export const newToken = (botId: string): string => `${Buffer.from(botId).toString('base64url')}.${newSecret().slice(0, 6)}.${newSecret()}`;
