import { list, needed, truth } from '../arguments.ts';
import { userOf } from '../find.ts';
import { page } from '../paging.ts';
import { refuse } from '../refusal.ts';
import { demand } from '../scopes.ts';
import type { Json, SlackUser, Workspace } from '../state.ts';
import { channelJson } from './conversation.ts';
import { visible } from './conversations.ts';
import type { Methods } from './method.ts';

/** A person as the Web API shows them; their e-mail only with its own scope. */
function userJson(world: Workspace, it: SlackUser, locale = false): Json {
  const isStranger = it.teamId !== world.teamId;
  return {
    id: it.id, team_id: it.teamId, name: it.name, deleted: it.deleted, real_name: it.realName, tz: it.tz, is_bot: it.isBot, is_app_user: false,
    is_admin: it.isAdmin, is_owner: false, is_restricted: it.isGuest, is_ultra_restricted: false, ...(isStranger && { is_stranger: true }), ...(locale && { locale: it.locale }),
    profile: {
      real_name: it.realName, display_name: it.name, team: it.teamId, ...(it.isBot && { bot_id: it.id === world.botUser ? world.botId : it.id.replace('U', 'B') }),
      // Slack does not show a stranger's address.
      ...(it.email !== undefined && !isStranger && world.scopes.has('users:read.email') && { email: it.email }),
    },
  };
}

export const users: Methods = {
  'users.info'(world, args) {
    demand(world, 'users:read');
    const user = userOf(world, needed(args, 'user', 'user_not_found'));
    return { user: userJson(world, user, truth(args, 'include_locale')) };
  },
  'users.list'(world, args) {
    demand(world, 'users:read');
    const { items, ...rest } = page([...world.users.values()].filter((it) => it.teamId === world.teamId), args);
    return { members: items.map((it) => userJson(world, it)), cache_ts: Math.floor(world.now() / 1000), ...rest };
  },
  /** Case-sensitive, as it was seen to be in places. */
  'users.lookupByEmail'(world, args) {
    demand(world, 'users:read.email');
    const email = needed(args, 'email', 'users_not_found');
    const user = [...world.users.values()].find((it) => it.email === email && it.teamId === world.teamId && !it.deleted);
    return { user: userJson(world, user ?? refuse('users_not_found')) };
  },
  'users.conversations'(world, args) {
    const user = userOf(world, typeof args['user'] === 'string' ? args['user'] : world.botUser);
    const { items, ...rest } = page(visible(world, args).filter((it) => it.members.has(user.id)), args);
    return { channels: items.map((it) => channelJson(world, it)), ...rest };
  },
  'dnd.info'(world, args) {
    demand(world, 'dnd:read');
    return quiet(world, userOf(world, typeof args['user'] === 'string' ? args['user'] : world.botUser));
  },
  'dnd.teamInfo'(world, args) {
    demand(world, 'dnd:read');
    return { users: Object.fromEntries(list(args, 'users').map((id) => [id, quiet(world, userOf(world, id))])) };
  },
};

function quiet(world: Workspace, user: SlackUser): Json {
  const until = user.quietUntil ?? 0;
  const on = until > world.now();
  return { dnd_enabled: on, next_dnd_start_ts: on ? Math.floor(world.now() / 1000) - 60 : 1, next_dnd_end_ts: on ? Math.floor(until / 1000) : 1, snooze_enabled: on, ...(on && { snooze_endtime: Math.floor(until / 1000) }) };
}
