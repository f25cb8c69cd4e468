import type { Answer } from '../card.ts';
import { findCommand } from '../find-command.ts';
import type { Speaker } from '../platform.ts';
import { answering, type Incoming } from './incoming.ts';
import { afterMention, typedText } from './phrase.ts';

/** A message in which somebody speaks to us. */
export interface Spoken { user: string; text?: string; channel: string; ts: string; thread_ts?: string; team?: string }

/** `@imas ack`, in threads too, where Slack has no slash commands. Never rejects. */
export async function takeMention(incoming: Incoming, { user, text = '', channel, ts, thread_ts: thread, team }: Spoken): Promise<void> {
  const asked = { userId: user, channel, message: ts, ...(thread === undefined ? {} : { thread }), ...(team === undefined ? {} : { teamId: team }) };
  await answering(incoming, asked, async (from) => carryOutWords(incoming, from, typedText(afterMention(text, await botUserId(incoming)))));
}

/** Words in the conversation between somebody and us: all of them are meant for us. Never rejects. */
export async function takeDirectMessage(incoming: Incoming, { user, text = '', channel, thread_ts: thread, team }: Spoken): Promise<void> {
  const asked = { userId: user, channel, isDirect: true, ...(thread === undefined ? {} : { thread }), ...(team === undefined ? {} : { teamId: team }) };
  await answering(incoming, asked, async (from) => {
    const us = await botUserId(incoming);
    const first = us === undefined ? undefined : new RegExp(`^\\s*<@${us}(?:\\|[^<>]*)?>`).exec(text);
    return carryOutWords(incoming, from, typedText(first === null || first === undefined ? text : afterMention(text, us)));
  });
}

/** Said to us by name, a word of `/imas` needs no root. Our name alone is answered by all that there is to say. */
async function carryOutWords({ dispatch, commands }: Incoming, from: Speaker, words: string): Promise<Answer> {
  const found = findCommand(words, commands);
  if (found.kind === 'nothing') return dispatch.phrase(from, '/imas help');
  if (found.kind === 'command') return dispatch.phrase(from, words);
  const behind = `/imas ${words}`;
  return dispatch.phrase(from, findCommand(behind, commands).kind === 'command' ? behind : words);
}

/** Unknown while Slack cannot be asked: then whoever is named first is taken for us. */
const botUserId = ({ slack }: Incoming): Promise<string | undefined> => slack.me().then((me) => me.botUserId, () => undefined);
