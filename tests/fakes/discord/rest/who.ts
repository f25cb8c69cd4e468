import { directWith } from '../messages.ts';
import { channelJson, guildJson, memberJson, roleJson, userJson } from '../payloads.ts';
import { demandInGuild } from '../permissions.ts';
import { refuse } from '../refusal.ts';
import { BOT_POSITION, type DiscordGuild, type DiscordMember, type DiscordRole, type World, bitsIn, textIn } from '../state.ts';
import { type Asked, type Routes, guildOf, memberOf } from './route.ts';

const application = ({ world }: Asked) => ({
  id: world.applicationId, name: 'IMAS', icon: null, description: '', bot_public: false, bot_require_code_grant: false, verify_key: '0'.repeat(64), flags: 0, team: null, summary: '',
  bot: userJson(world.users.get(world.botId)!), approximate_guild_count: world.guilds.size, interactions_endpoint_url: null, integration_types_config: { 0: {} },
});

/** The application, guilds with their roles and members, and direct conversations. */
export const who: Routes = {
  'GET /users/@me': ({ world }) => ({ ...userJson(world.users.get(world.botId)!), mfa_enabled: false, locale: 'en-US', verified: true, email: null }),
  'GET /users/@me/guilds': ({ world }) => [...world.guilds.values()].filter((it) => it.members.has(world.botId)).map((it) => ({ id: it.id, name: it.name, icon: null, owner: false, permissions: '0', features: [] })),
  'GET /users/:user': ({ world, params }) => userJson(world.users.get(params['user']!) ?? refuse(10_013)),
  'GET /applications/@me': application,
  'GET /oauth2/applications/@me': application,
  'POST /users/@me/channels': ({ world, body }) => {
    const user = world.users.get(String(body['recipient_id'])) ?? refuse(50_033);
    return channelJson(world, user.id === world.botId ? refuse(50_033) : directWith(world, user.id));
  },
  'GET /guilds/:guild': (asked) => guildJson(guildOf(asked)),
  'GET /guilds/:guild/roles': (asked) => [...guildOf(asked).roles.values()].map(roleJson),
  'POST /guilds/:guild/roles': (asked) => {
    const guild = guildOf(asked);
    demandInGuild(asked.world, guild, 'ManageRoles');
    return roleJson(newRole(asked.world, guild, { name: textIn(asked.body['name']) ?? 'new role', permissions: bitsIn(asked.body['permissions']), isMentionable: asked.body['mentionable'] === true }));
  },
  'GET /guilds/:guild/members/search': (asked) => {
    const query = (asked.query.get('query') ?? '').toLowerCase();
    const found = [...guildOf(asked).members.values()].filter((it) => [it.user.name, it.nick ?? ''].some((name) => name.toLowerCase().startsWith(query)));
    return found.slice(0, Number(asked.query.get('limit') ?? 1)).map(memberJson);
  },
  // Needs the GuildMembers intent, which the app has not.
  'GET /guilds/:guild/members': (asked) => (guildOf(asked), refuse(50_001)),
  'GET /guilds/:guild/members/:user': (asked) => memberJson(memberOf(asked, guildOf(asked))),
  'PUT /guilds/:guild/members/:user/roles/:role': (asked) => changeRole(asked, (member, role) => member.roles.add(role)),
  'DELETE /guilds/:guild/members/:user/roles/:role': (asked) => changeRole(asked, (member, role) => member.roles.delete(role)),
};

/** A role the bot stands above can be given and taken. */
function changeRole(asked: Asked, change: (member: DiscordMember, role: string) => unknown): void {
  const { world, params } = asked;
  const guild = guildOf(asked);
  const role = guild.roles.get(params['role']!) ?? refuse(10_011);
  const member = memberOf(asked, guild);
  demandInGuild(world, guild, 'ManageRoles');
  if (role.isManaged || role.id === guild.id) refuse(50_028);
  const highest = Math.max(...[...guild.members.get(world.botId)!.roles].map((id) => guild.roles.get(id)?.position ?? 0));
  if (role.position >= highest) refuse(50_013);
  change(member, role.id);
  world.happened('GUILD_MEMBER_UPDATE', { ...memberJson(member), guild_id: guild.id });
  world.changes.changed();
}

export interface NewRole { name: string; permissions?: bigint; isMentionable?: boolean; /** Out of the bot's reach. */ isAboveBot?: boolean }
export function newRole(world: World, guild: DiscordGuild, it: NewRole): DiscordRole {
  const role: DiscordRole = { id: world.newId(), name: it.name, permissions: it.permissions ?? 0n, position: it.isAboveBot === true ? BOT_POSITION + guild.roles.size : guild.roles.size, isManaged: false, isMentionable: it.isMentionable ?? false };
  guild.roles.set(role.id, role);
  world.happened('GUILD_ROLE_CREATE', { guild_id: guild.id, role: roleJson(role) });
  return role;
}
