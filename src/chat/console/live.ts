import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import { type Heard, listenersOf, loadHeard, mayHear } from './audience.ts';
import type { ConsoleEvent } from './contract.ts';
import { messageView } from './messages.ts';
import { atMostEvery } from '../at-most-every.ts';

/** One open event stream. */
export interface Browser {
  /** Hash of the session it belongs to. */
  session: string;
  send(event: ConsoleEvent): void;
  /** Keeps proxies and browsers from thinking that the line is dead. */
  beat(): void;
  /** Ends it; the browser comes back and fetches anew what it may have missed. */
  close(): void;
}

export interface Live {
  /** @returns what ends the subscription; closing the browser's end is the caller's */
  subscribe(browser: Browser): () => void;
  closeAll(): void;
  stop(): Promise<void>;
}

const BEAT_MS = 15_000;
const STATE_MS = 500;
/** Pages that a browser was told of; older ones may ring twice. */
const REMEMBERED = 500;

/** The channel on which this process hears of messages, and the word that a session ended: `s:<hash>`. */
export const consoleChannel = 'imas_console';
const stateChannel = 'imas_state';

/**
 * Brings every change to the browsers of this process, whichever replica made it: one connection listens, each
 * message is loaded once and handed to whoever may see it by rights read at that moment.
 */
export async function startLive({ sql, log, beatMs = BEAT_MS }: { sql: Sql; log: Logger; beatMs?: number }): Promise<Live> {
  const browsers = new Map<Browser, Set<number>>();
  const waiting = new Set<number>();
  let working: Promise<void> | undefined;
  let stopped = false;

  const closeAll = () => {
    for (const browser of browsers.keys()) browser.close();
    browsers.clear();
  };
  /** Closes whoever is no longer signed in; on a failure everybody, since nobody would hear anything. */
  const withListeners = async (work: (browser: Browser, listener: { userId: string; mayView: boolean }, rung: Set<number>) => void) => {
    // Whoever comes while we ask the database fetches for themselves.
    const present = [...browsers];
    if (present.length === 0) return;
    const listeners = await listenersOf(sql, [...new Set(present.map(([browser]) => browser.session))]);
    for (const [browser, rung] of present) {
      const listener = listeners.get(browser.session);
      if (listener) work(browser, listener, rung);
      else browser.close();
    }
  };
  const orGiveUp = (work: Promise<void>) => work.catch((error: unknown) => {
    if (!stopped) log.warn({ err: error }, 'browsers could not be told; they will come back');
    closeAll();
  });

  const tell = async () => {
    while (waiting.size > 0) {
      const ids = [...waiting];
      waiting.clear();
      if (browsers.size === 0) continue;
      const messages = await loadHeard(sql, ids);
      await withListeners((browser, listener, rung) => {
        for (const message of messages) if (mayHear(message, listener)) hand(message, listener.userId, browser, rung);
      });
    }
  };
  const states = atMostEvery(STATE_MS, () => { for (const browser of browsers.keys()) browser.send({ type: 'state' }); });
  const hear = (payload: string) => {
    const [what, id = ''] = payload.split(':');
    if (what === 'm') {
      waiting.add(Number(id));
      working ??= orGiveUp(tell()).finally(() => { working = undefined; });
    } else if (what === 's') {
      for (const browser of browsers.keys()) if (browser.session === id) browser.close();
    } else states.soon();
  };

  // A second call means that the connection was lost: nobody knows what was missed.
  let connected = false;
  const listening = await sql.listen(consoleChannel, hear, () => {
    if (connected) closeAll();
    connected = true;
  });
  const listeningToState = await sql.listen(stateChannel, () => states.soon());
  const beat = setInterval(() => void orGiveUp(withListeners((browser) => browser.beat())), beatMs);
  beat.unref();

  return {
    subscribe(browser) {
      browsers.set(browser, new Set());
      return () => void browsers.delete(browser);
    },
    closeAll,
    async stop() {
      stopped = true;
      clearInterval(beat);
      states.stop();
      closeAll();
      await Promise.allSettled([listening.unlisten(), listeningToState.unlisten(), working]);
    },
  };
}

function hand(row: Heard, userId: string, browser: Browser, rung: Set<number>): void {
  const message = messageView(row, userId);
  browser.send({ type: 'message', message });
  if (!message.page || rung.has(row.id)) return;
  rung.add(row.id);
  if (rung.size > REMEMBERED) rung.delete(rung.values().next().value!);
  browser.send({ type: 'page', incident: incidentOf(row), notice: row.card?.notice ?? '', place: row.place_id });
}

/** The incident that the buttons of a page are about; '' when there is none, such as on a test. */
function incidentOf({ card }: Heard): string {
  for (const action of card?.actions ?? []) if ('command' in action && action.args['incident'] !== undefined) return action.args['incident'];
  return '';
}
