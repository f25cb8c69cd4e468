import type { Logger } from 'pino';
import type { Sql } from '../db/client.ts';
import { storeValues, type Kept } from './values.ts';

/** Stores what buttons have no room for. Without the store those buttons say later that they are gone; what is to be read is still shown. */
export async function keepValues({ sql, log }: { sql: Sql; log: Logger }, kept: readonly Kept[]): Promise<void> {
  if (kept.length > 0) await storeValues(sql, kept).catch((error: unknown) => log.warn({ err: error }, 'the values behind buttons could not be stored'));
}
