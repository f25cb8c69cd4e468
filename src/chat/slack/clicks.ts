import { createHash, randomUUID } from 'node:crypto';
import { demand } from '../../permissions.ts';
import type { Say } from '../../texts/say.ts';
import { reply } from '../answer.ts';
import type { Answer, Card, Form } from '../card.ts';
import type { Speaker } from '../platform.ts';
import { askedByInteraction, type Asked, type Interaction } from './asked.ts';
import { answering, type Incoming } from './incoming.ts';
import { keepValues } from '../keep-values.ts';
import type { Doing } from '../once.ts';
import { formButton } from './open-form.ts';
import { readAction, type SlackAction } from './render/actions.ts';
import { drawWhole } from './render/message.ts';
import { loadValue } from '../values.ts';
import { whisper } from './whisper.ts';

/** Slack's `block_actions`: a button or an entry of a select. */
export interface Click extends Interaction { actions?: readonly SlackAction[] }

/**
 * Whether a click is to be carried out: once, however often it is delivered or doubled. From here on it is carried out
 * though this process should fall. Never rejects.
 */
export async function keepClick(incoming: Incoming, body: Click): Promise<Doing | undefined> {
  const action = body.actions?.[0];
  // Buttons that only lead somewhere, and selects that were emptied.
  if (action === undefined || (action.value === undefined && action.selected_option?.value === undefined)) return undefined;
  const doing = await incoming.once.begin(`action:${body.trigger_id ?? randomUUID()}`, essence(body, action));
  if (doing === undefined || await incoming.once.single(messageOf(body), markOf(action))) return doing;
  await doing.end();
  return undefined;
}

/** Carries out a click that was kept, in this process or another. Never rejects. */
export async function takeClick(incoming: Incoming, body: Click, doing: Doing): Promise<void> {
  const [action] = body.actions ?? [];
  if (action === undefined) return doing.end();
  const asked = askedByInteraction(body);
  await answering(incoming, asked, (from, say) => doing.run(() => carryOutAction(incoming, asked, action, from, say)));
  await doing.end();
}

/** What has to be known of a click to carry it out: without the message it stands below. */
const essence = ({ message, ...body }: Click, action: SlackAction): object => ({
  type: body.type, user: body.user, team: body.team, channel: body.channel, container: body.container, response_url: body.response_url, trigger_id: body.trigger_id,
  ...(message === undefined ? {} : { message: { ts: message.ts, thread_ts: message.thread_ts } }), actions: [action],
});

async function carryOutAction(incoming: Incoming, asked: Asked, action: SlackAction, from: Speaker, say: Say): Promise<Answer | undefined> {
  const load = (id: string): Promise<unknown> => loadValue(incoming.sql, id);
  const meant = await readAction(action, load);
  if (meant === undefined) return gone(say);
  if ('showAll' in meant) {
    const card = await load(meant.showAll) as Card | undefined;
    if (card === undefined) return gone(say);
    return showWhole(incoming, asked, from, card, say);
  }
  if (meant.command !== formButton) return incoming.dispatch.press(from, meant.command, meant.args);
  const form = await load(meant.args['form'] ?? '') as Form | undefined;
  return form === undefined ? gone(say) : { kind: 'form', form };
}

/**
 * Nothing is cut any more; for whoever asked alone. A card that others see too is for those who may look at incidents;
 * what was said to somebody alone is theirs while their account is. @throws AppError forbidden, unauthenticated
 */
async function showWhole(incoming: Incoming, asked: Asked, from: Speaker, card: Card, say: Say): Promise<undefined> {
  const { ctx } = await incoming.contextFor(from);
  if (asked.message !== undefined && asked.isDirect !== true) demand(ctx, 'view_incident');
  for (const drawn of drawWhole(card, { say })) {
    await keepValues(incoming, drawn.kept);
    await whisper(incoming, asked, drawn);
  }
}

const gone = (say: Say): Answer => reply({ title: say('chat.gone'), tone: 'bad' });

const hashOf = (...parts: unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
/** The person at the message. */
const messageOf = ({ user, channel, container, message }: Click): string => `click:${hashOf(user?.id, channel?.id ?? container?.type, container?.message_ts ?? message?.ts)}`;
const markOf = ({ action_id: id, value, selected_option: chosen }: SlackAction): string => hashOf(id, value ?? chosen?.value);
