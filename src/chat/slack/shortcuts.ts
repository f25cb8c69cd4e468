import { randomUUID } from 'node:crypto';
import { reply } from '../answer.ts';
import type { Doing } from '../once.ts';
import { askedByInteraction, type Interaction } from './asked.ts';
import type { Hooks, Shortcut } from './hooks.ts';
import { answering, type Incoming } from './incoming.ts';

/** Slack's `shortcut` and `message_action`. */
export interface Chosen extends Interaction { callback_id?: string }

/** Whether a shortcut is to be carried out: once. From here on it is, though this process should fall. Never rejects. */
export const keepShortcut = ({ once }: Pick<Incoming, 'once'>, body: Chosen): Promise<Doing | undefined> => once.begin(`shortcut:${body.trigger_id || randomUUID()}`, body);

/** A shortcut that was kept, in this process or another: what the hook answers is given, a form as a modal. Never rejects. */
export async function takeShortcut(incoming: Incoming, hooks: Hooks, body: Chosen, doing: Doing): Promise<void> {
  const asked = askedByInteraction(body);
  const isOfMessage = body.type === 'message_action';
  await answering(incoming, asked, (from, say) => doing.run(async () => {
    const shortcut: Shortcut = { callbackId: body.callback_id ?? '', from, userId: asked.userId, ...(asked.channel === undefined ? {} : { channel: asked.channel }), ...(isOfMessage ? messageOf(body) : {}) };
    const answer = await (isOfMessage ? hooks.messageShortcut?.(shortcut) : hooks.globalShortcut?.(shortcut));
    return answer ?? reply({ title: say('slackIncoming.not_here'), tone: 'bad' });
  }));
  await doing.end();
}

function messageOf({ channel, message, message_ts: at }: Interaction): Pick<Shortcut, 'message'> {
  const ts = message?.ts ?? at;
  if (channel?.id === undefined || ts === undefined) return {};
  return { message: { channel: channel.id, ts, text: message?.text ?? '', ...(message?.user === undefined ? {} : { userId: message.user }), ...(message?.thread_ts === undefined ? {} : { thread: message.thread_ts }) } };
}
