import { messageJson } from './messages.ts';
import type { Json, SlackChannel, SlackMessage, SlackUser, SlackView, Workspace } from './state.ts';
import { viewJson } from './views.ts';

/** What every interaction carries about who does it. */
export function actorJson(world: Workspace, user: SlackUser): Json {
  return {
    token: 'verification', api_app_id: world.appId, enterprise: null, is_enterprise_install: false, team: { id: world.teamId, domain: world.domain },
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
  };
}
/** The name a channel goes by in commands and interactions: not its own when it is private. */
export function shownName(channel: SlackChannel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'public' ? channel.name : 'privategroup';
}
/** Where something was pressed. A private answer is not shown to the app again. */
export function containerJson(world: Workspace, where: SlackMessage | SlackView, values: Json): Json {
  if ('view' in where) return { container: { type: 'view', view_id: where.id }, view: viewJson(world, where, values) };
  const channel = world.channels.get(where.channel)!;
  const isEphemeral = where.ephemeral !== undefined;
  return {
    container: { type: 'message', message_ts: where.ts, channel_id: where.channel, is_ephemeral: isEphemeral, ...(where.threadTs !== undefined && { thread_ts: where.threadTs }) },
    channel: { id: channel.id, name: shownName(channel) },
    ...(!isEphemeral && { message: messageJson(world, where) }),
    state: { values },
  };
}
/** `@Bea` and `#payments` in a command's text, as Slack sends them where the command asks for escaping. */
export function escapedMentions(world: Workspace, text: string): string {
  const user = (name: string) => [...world.users.values()].find((it) => it.name === name.toLowerCase());
  const channel = (name: string) => [...world.channels.values()].find((it) => it.name === name && it.kind === 'public');
  return text
    .replaceAll(/(?<!\S)@([\w.-]+)/g, (all, name: string) => { const it = user(name); return it ? `<@${it.id}|${it.name}>` : all; })
    .replaceAll(/(?<!\S)#([\w-]+)/g, (all, name: string) => { const it = channel(name); return it ? `<#${it.id}|${it.name}>` : all; });
}
