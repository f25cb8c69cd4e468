import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import type { AppError } from '../../errors.ts';
import { sayIn, type Language, type Say } from '../../texts/say.ts';
import type { Answer } from '../card.ts';
import type { Commands } from '../commands.ts';
import type { Listener } from '../dispatch.ts';
import { failureAnswer } from '../error-card.ts';
import type { Dispatch, Speaker } from '../platform.ts';
import { giveAnswer } from './answers.ts';
import type { Asked } from './asked.ts';
import type { Directs } from '../directs.ts';
import type { Follow } from '../follow.ts';
import type { Once } from '../once.ts';
import { sayTo } from '../say-to.ts';
import type { SlackPeople } from './people.ts';
import type { Slack } from './web.ts';

/** What everything that comes in from Slack is worked with. */
export interface Incoming {
  slack: Slack;
  sql: Sql;
  log: Logger;
  dispatch: Dispatch;
  people: Pick<SlackPeople, 'speaker'>;
  commands: Commands;
  /** The speaker as an actor, read afresh, as for the dispatcher. @throws AppError when the account is disabled */
  contextFor(from: Speaker): Promise<Listener>;
  /** The organisation's, for whoever chose none. */
  language: Language;
  timeZone: string;
  once: Once;
  directs: Directs;
  follow: Follow;
  /** Errors of layers below that are known to mean something, such as the database being away. */
  recognise?(error: unknown): AppError | undefined;
}

/**
 * Carries out what somebody asked for and answers them. Whatever goes wrong is said to them in private, and logged
 * under a reference that they see. Never rejects.
 */
export async function answering(incoming: Incoming, asked: Asked, work: (from: Speaker, say: Say) => Promise<Answer | undefined>): Promise<void> {
  let say = sayIn(incoming.language, incoming.timeZone);
  try {
    const from = await speakerOf(incoming, asked);
    say = await sayTo(incoming, from);
    const answer = await work(from, say);
    if (answer !== undefined) await giveAnswer(incoming, asked, answer, { say, from });
  } catch (error) {
    await giveAnswer(incoming, asked, failureAnswer(incoming, error, say), { say }).catch((second: unknown) => incoming.log.error({ err: second }, 'somebody in Slack could not be answered'));
  }
}

export const speakerOf = ({ people }: Pick<Incoming, 'people'>, { userId, teamId, channel, thread }: Asked): Promise<Speaker> =>
  people.speaker({ userId, ...(teamId === undefined ? {} : { teamId }), ...(channel === undefined ? {} : { channel }), ...(thread === undefined ? {} : { thread }) });
