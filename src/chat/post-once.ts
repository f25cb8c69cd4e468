import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { Sql } from '../db/client.ts';
import type { FarPlatform } from '../queue.ts';
import { attemptsAt } from './attempts.ts';
import { inTurn } from './in-turn.ts';
import { PlatformFault, type Lane } from './platform-fault.ts';
import type { Place, Posted } from './platform.ts';

/** How a platform posts, finds again and changes what was drawn for it. All throw its PlatformFault. */
export interface PostingWays<Drawn> {
  platform: FarPlatform;
  sql: Sql;
  log: Logger;
  post(place: Place, drawn: Drawn, key: string, lane: Lane): Promise<Posted>;
  /** The message with that key, whoever posted it. */
  find(place: Place, key: string, lane: Lane): Promise<Posted | undefined>;
  update(posted: Posted, drawn: Drawn, lane: Lane): Promise<unknown>;
  /** What is said to whoever comes while another replica is at it. */
  atIt(): PlatformFault;
}

/** Longer than a turn is waited for, and a call may take; a page takes no turns. */
const heldSeconds: Readonly<Record<Lane, number>> = { page: 6, talk: 10, chores: 10 };

/**
 * Posts a message once a key, whatever is lost or killed in between: what an earlier attempt left there is found and brought
 * up to date. Whoever comes while the same message is on its way waits for it, and changes it where theirs says something else.
 * @throws PlatformFault
 */
export function postOnce<Drawn extends object>(ways: PostingWays<Drawn>): (place: Place, drawn: Drawn, key: string, lane: Lane) => Promise<Posted> {
  const attempts = attemptsAt(ways.platform, ways.sql, ways.log);
  const inOrder = inTurn<{ posted: Posted; drawn: Drawn }>();
  const takeUp = async (place: Place, key: string, drawn: Drawn, lane: Lane): Promise<Posted | undefined> => {
    try {
      const found = await ways.find(place, key, lane);
      if (found) await ways.update(found, drawn, lane);
      return found;
    } catch (error) {
      // A channel that cannot be read, say for want of a right: a message twice is better than none.
      if (error instanceof PlatformFault && !error.retry && !error.gone) return undefined;
      throw error;
    }
  };
  const once = async (place: Place, drawn: Drawn, key: string, lane: Lane): Promise<Posted> => {
    const attempt = attemptOf(place, key);
    const standing = await attempts.take(attempt, heldSeconds[lane]);
    if (standing === 'taken') throw ways.atIt();
    try {
      const found = standing === 'first' ? undefined : await takeUp(place, key, drawn, lane);
      // Looking may have taken its time, and another replica our place.
      if (found === undefined && standing === 'again' && !(await attempts.still(attempt))) throw ways.atIt();
      const posted = found ?? (await ways.post(place, drawn, key, lane));
      attempts.endSoon(attempt);
      return posted;
    } catch (error) {
      const isSure = standing === 'first' && error instanceof PlatformFault && !error.inDoubt;
      await (isSure ? attempts.forget(attempt) : attempts.end(attempt));
      throw error;
    }
  };
  return async (place, drawn, key, lane) => {
    const { posted } = await inOrder(attemptOf(place, key), async (before) => {
      if (before === undefined) return { posted: await once(place, drawn, key, lane), drawn };
      if (!isDeepStrictEqual(before.drawn, drawn)) await ways.update(before.posted, drawn, lane);
      return { posted: before.posted, drawn };
    });
    return posted;
  };
}

const attemptOf = (place: Place, key: string): string => `${place.id}:${place.thread ?? ''}:${key}`;
