import { randomUUID } from 'node:crypto';
import type { Doing } from '../once.ts';
import type { Hooks, HeardMessage } from './hooks.ts';
import type { Incoming } from './incoming.ts';
import { takeDirectMessage, takeMention, type Spoken } from './mentions.ts';

/** The members of Slack's events that we read; which are there depends on the type. */
interface SlackEvent {
  type: string; subtype?: string; user?: string; bot_id?: string; text?: string; channel?: string; channel_type?: string; ts?: string; thread_ts?: string; team?: string;
  tab?: string; reaction?: string; item?: { type?: string; channel?: string; ts?: string }; item_user?: string; deleted_ts?: string; message?: { ts?: string };
}
/** What carries an event. */
export interface Envelope { event: SlackEvent; event_id?: string; team_id?: string }
type Heard = (event: SlackEvent, incoming: Incoming, hooks: Hooks, envelope: Envelope) => Promise<void> | undefined;

const archived = (how: 'archived' | 'deleted' | 'left'): Heard => ({ channel, user }, _, hooks) => hooks.archived?.({ channel: channel ?? '', how, ...(user === undefined ? {} : { userId: user }) });
const reaction = (added: boolean): Heard => ({ user = '', reaction: name = '', item, item_user: author }, _, hooks) => (item?.type === 'message' && item.channel !== undefined && item.ts !== undefined
  ? hooks.reaction?.({ added, name, userId: user, channel: item.channel, ts: item.ts, ...(author === undefined ? {} : { authorId: author }) }) : undefined);

const table: Readonly<Record<string, Heard>> = {
  app_mention: async (event, incoming, _, { team_id: teamId }) => { if (isPerson(event)) await takeMention(incoming, spokenOf(event, teamId)); },
  message: async (event, incoming, hooks, { team_id: teamId }) => {
    if (event.channel_type !== 'im') await hooks.message?.(messageOf(event));
    else if (isPerson(event) && (event.subtype === undefined || event.subtype === 'file_share')) await takeDirectMessage(incoming, spokenOf(event, teamId));
  },
  app_home_opened: ({ user = '', tab }, _, hooks, { team_id: teamId }) => (tab === 'messages' ? undefined : hooks.home?.({ userId: user, ...(teamId === undefined ? {} : { teamId }) })),
  reaction_added: reaction(true), reaction_removed: reaction(false),
  member_joined_channel: ({ user = '', channel = '' }, _, hooks) => hooks.joined?.({ userId: user, channel }),
  channel_archive: archived('archived'), group_archive: archived('archived'),
  channel_deleted: archived('deleted'), group_deleted: archived('deleted'),
  channel_left: archived('left'), group_left: archived('left'),
  channel_unarchive: ({ channel = '' }, _, hooks) => hooks.unarchived?.({ channel }), group_unarchive: ({ channel = '' }, _, hooks) => hooks.unarchived?.({ channel }),
  app_uninstalled: (_, __, hooks) => hooks.uninstalled?.(), tokens_revoked: (_, __, hooks) => hooks.uninstalled?.(),
};

/** One event, acknowledged already; a repeated delivery is let go. Words to us are carried out though this process should fall. Never rejects. */
export async function takeEvent(incoming: Incoming, hooks: Hooks, envelope: Envelope): Promise<void> {
  const { event, event_id: id = randomUUID() } = envelope;
  const { once } = incoming;
  if (heardAs(event) === undefined) return;
  if (isSaidToUs(event)) {
    const doing = await once.begin(`event:${id}`, { ...envelope, type: 'event_callback' });
    if (doing !== undefined) await takeKeptEvent(incoming, hooks, envelope, doing);
  } else if (await once.first(`event:${id}`)) await hear(incoming, hooks, envelope);
}

/** An event that was kept, in this process or another. Never rejects. */
export async function takeKeptEvent(incoming: Incoming, hooks: Hooks, envelope: Envelope, doing: Doing): Promise<void> {
  await doing.run(() => hear(incoming, hooks, envelope));
  await doing.end();
}

const heardAs = ({ type }: SlackEvent): Heard | undefined => (Object.hasOwn(table, type) ? table[type] : undefined);
const isSaidToUs = (event: SlackEvent): boolean => isPerson(event) && (event.type === 'app_mention' || event.channel_type === 'im');

async function hear(incoming: Incoming, hooks: Hooks, envelope: Envelope): Promise<void> {
  const { event } = envelope;
  try {
    await heardAs(event)?.(event, incoming, hooks, envelope);
  } catch (error) {
    incoming.log.error({ err: error, event: event.type }, 'an event of Slack could not be handled');
  }
}

const isPerson = ({ user, bot_id: bot, channel, ts }: SlackEvent): boolean => user !== undefined && bot === undefined && channel !== undefined && ts !== undefined;
const spokenOf = ({ user, text, channel, ts, thread_ts: thread, team }: SlackEvent, teamId: string | undefined): Spoken => ({
  user: user!, channel: channel!, ts: ts!, text: text ?? '', ...(thread === undefined ? {} : { thread_ts: thread }), ...(team ?? teamId ? { team: team ?? teamId! } : {}),
});
function messageOf({ channel = '', ts = '', thread_ts: thread, text = '', user, bot_id: botId, subtype, deleted_ts: deleted, message }: SlackEvent): HeardMessage {
  const of = deleted ?? message?.ts;
  return { channel, ts, text, ...(thread === undefined ? {} : { thread }), ...(user === undefined ? {} : { userId: user }), ...(botId === undefined ? {} : { botId }), ...(subtype === undefined ? {} : { subtype }), ...(of === undefined ? {} : { of }) };
}
