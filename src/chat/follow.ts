import type { Logger } from 'pino';
import type { Sql } from '../db/client.ts';
import type { Answer, Card } from './card.ts';
import { PlatformFault } from './platform-fault.ts';
import type { Dispatch, Speaker } from './platform.ts';

/** Not more often than this, however much happens. */
const calmMs = 2000;
/** An answer is kept true for so long. */
const lifeMs = 60 * 60_000;
const most = 100;

export interface Followed {
  /** What stands there. */
  card: Card;
  follow: NonNullable<Extract<Answer, { kind: 'card' }>['follow']>;
  from: Speaker;
  /** Draws the card where the answer stands. @throws PlatformFault */
  draw(card: Card): Promise<void>;
}
export interface Follow {
  add(one: Followed): void;
  stop(): Promise<void>;
}

/**
 * Keeps answers such as “who was told” true while they stand: whenever anything changed, each is asked for again by the
 * command it names. For an hour, and for as long as this process lives; after that they keep their last words.
 */
export function followAnswers({ sql, dispatch, log }: { sql: Sql; dispatch: Dispatch; log: Logger }): Follow {
  const all = new Map<Followed, number>();
  let listening: Promise<{ unlisten(): Promise<void> }> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let renewing: Promise<void> | undefined;

  const renewOne = async (one: Followed): Promise<void> => {
    const answer = await dispatch.press(one.from, one.follow.command, one.follow.args);
    if (answer.kind !== 'card' || JSON.stringify(answer.card) === JSON.stringify(one.card)) return;
    await one.draw(answer.card);
    one.card = answer.card;
  };
  const renew = async (): Promise<void> => {
    const now = performance.now();
    for (const [one, since] of all) {
      if (now - since > lifeMs) all.delete(one);
      else {
        await renewOne(one).catch((error: unknown) => {
          if (!(error instanceof PlatformFault) || !error.retry) all.delete(one);
          log.info({ err: error }, 'an answer could not be brought up to date');
        });
      }
    }
  };
  const soon = (): void => {
    if (all.size === 0) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      renewing = (renewing ?? Promise.resolve()).then(renew);
    }, calmMs);
  };

  return {
    add(one) {
      all.set(one, performance.now());
      if (all.size > most) all.delete(all.keys().next().value!);
      listening ??= sql.listen('imas_state', soon, soon);
      listening.catch((error: unknown) => { listening = undefined; log.warn({ err: error }, 'answers are not kept up to date'); });
      soon();
    },
    async stop() {
      clearTimeout(timer);
      all.clear();
      await Promise.allSettled([renewing, listening?.then((it) => it.unlisten())]);
    },
  };
}
