import { list, needed, optional } from '../arguments.ts';
import { refuse } from '../refusal.ts';
import { demand } from '../scopes.ts';
import type { Json, Workspace } from '../state.ts';
import type { Methods } from './method.ts';

function groupOf(world: Workspace, args: Json) {
  return world.groups.get(needed(args, 'usergroup', 'no_such_subteam')) ?? refuse('no_such_subteam');
}

/** Who the app is, the workspace, its user groups. */
export const team: Methods = {
  'auth.test': (world) => ({ url: `https://${world.domain}.slack.com/`, team: world.teamName, team_id: world.teamId, user: 'imas', user_id: world.botUser, bot_id: world.botId, is_enterprise_install: false }),
  'team.info'(world) {
    demand(world, 'team:read');
    return { team: { id: world.teamId, name: world.teamName, domain: world.domain, url: `https://${world.domain}.slack.com/` } };
  },
  'bots.info'(world, args) {
    demand(world, 'users:read');
    const asked = optional(args, 'bot') ?? world.botId;
    return asked === world.botId ? { bot: { id: world.botId, deleted: false, name: 'IMAS', app_id: world.appId, user_id: world.botUser } } : refuse('bot_not_found');
  },
  'usergroups.list'(world) {
    demand(world, 'usergroups:read');
    return { usergroups: [...world.groups.values()].map((it): Json => ({ ...it, team_id: world.teamId, user_count: it.users.length })) };
  },
  'usergroups.users.list'(world, args) {
    demand(world, 'usergroups:read');
    return { users: groupOf(world, args).users };
  },
  /** A group cannot be emptied. */
  'usergroups.users.update'(world, args) {
    demand(world, 'usergroups:write');
    const group = groupOf(world, args);
    const users = list(args, 'users');
    if (users.length === 0) refuse('no_users_provided');
    if (users.some((id) => world.users.get(id)?.deleted !== false)) refuse('invalid_users');
    // Neither may be in one.
    if (users.some((id) => world.users.get(id)!.isBot || world.users.get(id)!.isGuest)) refuse('invalid_user');
    group.users = users;
    world.changes.changed();
    return { usergroup: { ...group } };
  },
};
