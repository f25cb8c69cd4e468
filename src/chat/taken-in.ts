import type { Logger } from 'pino';
import type { Sql } from '../db/client.ts';
import type { AppError } from '../errors.ts';
import type { Language } from '../texts/say.ts';
import type { Commands } from './commands.ts';
import type { Directs } from './directs.ts';
import type { Listener } from './dispatch.ts';
import type { Follow } from './follow.ts';
import type { Once } from './once.ts';
import type { Dispatch, Speaker } from './platform.ts';

/** What everything that comes in from a chat platform is worked with, whichever it is. */
export interface TakenIn {
  sql: Sql;
  log: Logger;
  dispatch: Dispatch;
  commands: Commands;
  /** The speaker as an actor, read afresh, as for the dispatcher. @throws AppError when the account is disabled */
  contextFor(from: Speaker): Promise<Listener>;
  /** The organisation's, for whoever chose none. */
  language: Language;
  timeZone: string;
  once: Once;
  follow: Follow;
  directs: Directs;
  /** Errors of layers below that are known to mean something, such as the database being away. */
  recognise?(error: unknown): AppError | undefined;
}
