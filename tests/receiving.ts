import type { Sql } from '../src/db/client.ts';
import { cardsSoon } from '../src/domain/alerts/cards-soon.ts';
import type { Receiving } from '../src/domain/alerts/receive.ts';
import { countRepeats } from '../src/domain/alerts/repeats.ts';
import { ringing } from '../src/domain/alerts/ringing.ts';
import type { Directory } from '../src/domain/sources/directory.ts';
import { loadDirectory } from '../src/domain/sources/load-directory.ts';
import { silent } from './log.ts';

/** What a server holds while it receives alerts, over one database. */
export function aReceiving(sql: Sql): Receiving {
  let held: Directory | undefined;
  return {
    directory: async (at) => (held?.version === at.version ? held : (held = await loadDirectory(at.sql))),
    repeats: countRepeats(sql, silent), cards: cardsSoon(), ringing: ringing(),
  };
}
