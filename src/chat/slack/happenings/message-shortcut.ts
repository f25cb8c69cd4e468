import { setTimeout as sleep } from 'node:timers/promises';
import { reply } from '../../answer.ts';
import type { Answer } from '../../card.ts';
import { SlackFault } from '../faults.ts';
import type { Hooks, Shortcut } from '../hooks.ts';
import { sayTo } from '../../say-to.ts';
import { hear } from './hear.ts';
import { isOurs } from './is-ours.ts';
import { memo } from './memo.ts';
import { messageAt, type SlackMessage } from './message-at.ts';
import type { HappeningParts } from './parts.ts';

/** A form has to open within three seconds; what Slack has not told by then is done without. Milliseconds. */
const patienceMs = 1000;
type Chosen = NonNullable<Shortcut['message']>;

/** What can be done with a message from its menu: put it on the timeline of an incident, or declare one from it. */
export const messageShortcut = (parts: HappeningParts): NonNullable<Hooks['messageShortcut']> => async ({ callbackId, from, message: chosen }): Promise<Answer> => {
  const { slack, ctx, dispatch } = parts;
  if (chosen !== undefined && callbackId === 'create_incident') {
    return dispatch.press(from, 'incident/declare-from', { message: await hear(parts, chosen.channel, await whole(parts, chosen)), seen: 'no' });
  }
  const say = await sayTo({ ...parts, sql: ctx.sql }, from);
  if (chosen === undefined || callbackId !== 'add_to_timeline') return reply({ title: say('slackIncoming.not_here'), tone: 'bad' });
  const message = await whole(parts, chosen);
  if (await isOurs(slack, message)) return reply({ title: say('happenings.our_own'), tone: 'bad' });
  const { incident } = from;
  const answer = await dispatch.press(from, 'incident/add-message', { ...(incident === undefined ? {} : { incident }), message: await hear(parts, chosen.channel, message) });
  if (answer.kind === 'card' && answer.card.tone === 'good') await memo.put(parts, chosen.channel, chosen.ts);
  return answer;
};

/** With its files and its sender's name; where we may not read, what came with the shortcut is enough. */
async function whole({ slack, ctx }: HappeningParts, { channel, ts, text, userId, thread }: Chosen): Promise<SlackMessage> {
  const told: SlackMessage = { ts, text, ...(userId === undefined ? {} : { user: userId }), ...(thread === undefined ? {} : { thread_ts: thread }) };
  const asking = messageAt(slack, channel, ts).catch((error: unknown) => {
    if (!(error instanceof SlackFault)) throw error;
    ctx.log.info({ err: error }, 'a message of Slack could not be read again');
    return undefined;
  });
  return (await Promise.race([asking, sleep(patienceMs, undefined, { ref: false })])) ?? told;
}
