import { countTurns } from '../domain/turns/count-turns.ts';
import { longestTurnDays } from '../domain/oncall/checked-interval.ts';
import type { CoverWanted } from '../domain/turns/ask-for-cover.ts';
import { askFirst } from './ask-first.ts';
import type { Answer } from './card.ts';
import { span } from './cards/schedule.ts';
import type { Ask } from './command.ts';

/** More of somebody's turns are not asked for without a question: it goes to everybody on their schedules. */
const mostUnasked = 10;

/** The question before many turns are asked for at once, whose button says the same again; undefined: they are few. @param args what was said beside the times */
export async function askForMany(ask: Ask, command: string, wanted: Pick<CoverWanted, 'userId' | 'teamIds' | 'startsAt' | 'endsAt'>, args: Readonly<Record<string, string>>): Promise<Answer | undefined> {
  // What is longer is refused anyway.
  if (wanted.endsAt.getTime() - wanted.startsAt.getTime() > longestTurnDays * 86_400_000) return undefined;
  const n = await countTurns(ask.ctx, wanted);
  return n <= mostUnasked ? undefined : askFirst(ask, command, { ...args, from: wanted.startsAt.toISOString(), to: wanted.endsAt.toISOString() }, { key: 'turns.many_sure', params: { n }, submit: 'turns.ask_for_cover', text: [span(wanted)] });
}
