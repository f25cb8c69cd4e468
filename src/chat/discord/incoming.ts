import { sayIn, type Say } from '../../texts/say.ts';
import type { Answer } from '../card.ts';
import { failureAnswer } from '../error-card.ts';
import type { Speaker } from '../platform.ts';
import { sayTo } from '../say-to.ts';
import type { TakenIn } from '../taken-in.ts';
import { giveAnswer } from './answers.ts';
import type { Asked } from './asked.ts';
import { isElsewhere } from './elsewhere.ts';
import type { Later } from './later.ts';
import type { DiscordPeople } from './people.ts';
import type { Reply } from './reply.ts';
import type { Discord } from './rest.ts';
import { reply as answer } from '../answer.ts';

/** What everything that comes in from Discord is worked with. */
export interface Incoming extends TakenIn {
  discord: Discord;
  people: Pick<DiscordPeople, 'speaker'>;
  later: Later;
}

/**
 * Carries out what somebody asked for and answers them. Whatever goes wrong is said to them in private, and logged
 * under a reference that they see. What was asked in a server that is not ours is not carried out. Never rejects.
 */
export async function answering(incoming: Incoming, asked: Asked, reply: Reply, work: (from: Speaker, say: Say) => Promise<Answer | undefined>): Promise<void> {
  let say = sayIn(incoming.language, incoming.timeZone);
  try {
    const elsewhere = isElsewhere(incoming, asked);
    if (elsewhere !== undefined) return await giveAnswer(incoming, { asked, reply, say }, answer({ title: say(elsewhere), tone: 'bad' }));
    const from = await speakerOf(incoming, asked);
    say = await sayTo(incoming, from);
    const given = await work(from, say);
    if (given === undefined) await reply.nothing();
    else await giveAnswer(incoming, { asked, reply, say }, given, from);
  } catch (error) {
    await giveAnswer(incoming, { asked, reply, say }, failureAnswer(incoming, error, say)).catch((second: unknown) => incoming.log.error({ err: second }, 'somebody in Discord could not be answered'));
  }
}

export const speakerOf = ({ people }: Pick<Incoming, 'people'>, asked: Asked): Promise<Speaker> => people.speaker(asked);
