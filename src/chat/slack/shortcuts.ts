import { reply } from '../answer.ts';
import { askedByInteraction, type Interaction } from './asked.ts';
import type { Hooks, Shortcut } from './hooks.ts';
import { answering, type Incoming } from './incoming.ts';

/** A shortcut, acknowledged already: what the hook answers is given, a form as a modal. Never rejects. */
export async function takeShortcut(incoming: Incoming, hooks: Hooks, body: Interaction & { callback_id?: string }): Promise<void> {
  if (body.trigger_id && !(await incoming.once.first(`shortcut:${body.trigger_id}`))) return;
  const asked = askedByInteraction(body);
  const isOfMessage = body.type === 'message_action';
  await answering(incoming, asked, async (from, say) => {
    const shortcut: Shortcut = { callbackId: body.callback_id ?? '', from, userId: asked.userId, ...(asked.channel === undefined ? {} : { channel: asked.channel }), ...(isOfMessage ? messageOf(body) : {}) };
    const answer = await (isOfMessage ? hooks.messageShortcut?.(shortcut) : hooks.globalShortcut?.(shortcut));
    return answer ?? reply({ title: say('slackIncoming.not_here'), tone: 'bad' });
  });
}

function messageOf({ channel, message, message_ts: at }: Interaction): Pick<Shortcut, 'message'> {
  const ts = message?.ts ?? at;
  if (channel?.id === undefined || ts === undefined) return {};
  return { message: { channel: channel.id, ts, text: message?.text ?? '', ...(message?.user === undefined ? {} : { userId: message.user }), ...(message?.thread_ts === undefined ? {} : { thread: message.thread_ts }) } };
}
