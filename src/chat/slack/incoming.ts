import { sayIn, type Say } from '../../texts/say.ts';
import type { Answer } from '../card.ts';
import { failureAnswer } from '../error-card.ts';
import type { Speaker } from '../platform.ts';
import { giveAnswer } from './answers.ts';
import type { Asked } from './asked.ts';
import { sayTo } from '../say-to.ts';
import type { TakenIn } from '../taken-in.ts';
import type { SlackPeople } from './people.ts';
import type { Slack } from './web.ts';

/** What everything that comes in from Slack is worked with. */
export interface Incoming extends TakenIn {
  slack: Slack;
  people: Pick<SlackPeople, 'speaker'>;
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
