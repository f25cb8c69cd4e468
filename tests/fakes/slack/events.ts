import type { Deliver, Retry, Taken } from './deliver.ts';
import { newId } from './ids.ts';
import type { Json, SlackChannel, Workspace } from './state.ts';

export interface SentEvent { envelope: Json; event: Json; taken: Taken[] }
export interface Events {
  /** Everything that was told to the app, oldest first. */
  sent: readonly SentEvent[];
  /** Resolves when the app took it, or with undefined when it is not subscribed, or may not know. */
  tell(event: Json, where?: SlackChannel): Promise<SentEvent | undefined>;
  /** The same event again, as after an answer Slack did not get. */
  redeliver(event?: SentEvent, reason?: string): Promise<Taken>;
}

const SCOPE: Record<string, string> = {
  app_mention: 'app_mentions:read', reaction_added: 'reactions:read', reaction_removed: 'reactions:read', pin_added: 'pins:read', pin_removed: 'pins:read',
  channel_archive: 'channels:read', channel_unarchive: 'channels:read', channel_deleted: 'channels:read', channel_rename: 'channels:read', group_archive: 'groups:read', group_deleted: 'groups:read',
};
const MESSAGES = { public: ['message.channels', 'channels:history'], private: ['message.groups', 'groups:history'], im: ['message.im', 'im:history'], mpim: ['message.mpim', 'mpim:history'] } as const;

/** @param subscribed the manifest's bot_events; without it, all. */
export function events(world: Workspace, deliver: Deliver, subscribed?: readonly string[]): Events {
  const sent: SentEvent[] = [];
  const wanted = (type: string, where: SlackChannel | undefined): boolean => {
    const [name, scope] = type === 'message' && where ? MESSAGES[where.kind] : [type, SCOPE[type]];
    return (subscribed?.includes(name) ?? true) && (scope === undefined || world.scopes.has(scope));
  };
  const send = async (it: SentEvent, retry?: Retry): Promise<Taken> => {
    const taken = await deliver('events_api', it.envelope, retry);
    it.taken.push(taken);
    world.changes.changed();
    return taken;
  };
  return {
    sent,
    async tell(event, where) {
      const type = String(event['type']);
      // Membership and archiving of public channels is told of everywhere, all else where the bot is.
      const known = where === undefined || where.members.has(world.botUser) || (where.kind === 'public' && type.startsWith('channel_'));
      if (!known || !wanted(type, where)) return undefined;
      const it: SentEvent = { envelope: envelope(world, event), event, taken: [] };
      sent.push(it);
      await send(it);
      return it;
    },
    redeliver(event = sent.at(-1), reason = 'http_timeout') {
      if (!event) throw new Error('No event was sent yet.');
      return send(event, { num: event.taken.length, reason });
    },
  };
}

const envelope = (world: Workspace, event: Json): Json => ({
  token: 'verification', team_id: world.teamId, context_team_id: world.teamId, context_enterprise_id: null, api_app_id: world.appId, event, type: 'event_callback', event_id: newId('Ev'), event_time: Math.floor(Date.now() / 1000),
  authorizations: [{ enterprise_id: null, team_id: world.teamId, user_id: world.botUser, is_bot: true, is_enterprise_install: false }], is_ext_shared_channel: false, event_context: newId('4'),
});
