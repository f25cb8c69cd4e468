import { CATEGORY, TEXT_CHANNEL, changedChannel, newChannel, removeChannel } from './channels.ts';
import { guildCreateJson } from './gateway/ready.ts';
import { type Permission, bits } from './permissions.ts';
import { roleJson } from './payloads.ts';
import { newWebhook } from './rest/webhooks.ts';
import { type NewRole, newRole } from './rest/who.ts';
import { type DiscordChannel, type DiscordGuild, type DiscordMember, type DiscordRole, type Overwrite, type Webhook, type World, newGuild } from './state.ts';

interface NewMember { name: string; /** Ids. */ roles?: readonly string[]; locale?: string; isOwner?: boolean; takesDirect?: boolean; isBot?: boolean; /** Id; the first one without it. */ guild?: string }
interface NewPlace { name: string; kind?: 'text' | 'voice' | 'category' | 'news' | 'forum'; parent?: string; topic?: string; overwrites?: readonly { /** Of a role or a person. */ id: string; allow?: readonly Permission[]; deny?: readonly Permission[] }[]; guild?: string }

/** What people do in Discord's own settings. */
export interface ByHand {
  addMember(it: NewMember): DiscordMember;
  addRole(it: Omit<NewRole, 'permissions'> & { permissions?: readonly Permission[]; guild?: string }): DiscordRole;
  addChannel(it: NewPlace): DiscordChannel;
  deleteChannel(id: string): void;
  /** Another server that the bot was added to. */
  addGuild(name: string): DiscordGuild;
  addWebhook(channel: string, name: string): Webhook & { url: string };
  /** From now on the bot's own role has exactly these. */
  grant(...permissions: readonly Permission[]): void;
  /** Its overwrites are these from now on. */
  changeChannel(id: string, it: { overwrites: NonNullable<NewPlace['overwrites']> }): void;
  deleteRole(id: string): void;
  /** Drags a role below the bot's. */
  lowerRole(id: string): void;
  removeBot(guild?: string): void;
  /** The bot is back in its server, with a role of its own. */
  invite(): void;
  /** The token is reset: calls are refused and the gateway closes with 4004. */
  revokeToken(): void;
  /** The token that was revoked works again. */
  allowToken(): void;
}

const overwritesIn = (home: DiscordGuild, given: NonNullable<NewPlace['overwrites']>): Overwrite[] =>
  given.map(({ id, allow = [], deny = [] }) => ({ id, type: home.roles.has(id) ? 0 : 1, allow: bits(...allow), deny: bits(...deny) }));

const KINDS = { text: TEXT_CHANNEL, voice: 2, category: CATEGORY, news: 5, forum: 15 };

export function byHand(world: World, first: DiscordGuild, botPermissions: bigint, drop: (code: number) => void): ByHand {
  const guildOf = (id: string | undefined): DiscordGuild => (id === undefined ? first : world.guilds.get(id)!);
  return {
    addMember({ name, roles = [], locale = 'en-US', isOwner = false, takesDirect = true, isBot = false, guild }) {
      const user = [...world.users.values()].find((it) => it.name === name) ?? { id: world.newId(), name, isBot, locale, takesDirect };
      const member: DiscordMember = { user, nick: undefined, roles: new Set(roles), joinedAt: world.now() };
      world.users.set(user.id, user);
      guildOf(guild).members.set(user.id, member);
      if (isOwner) guildOf(guild).ownerId = user.id;
      return member;
    },
    addRole: ({ guild, permissions = [], ...it }) => newRole(world, guildOf(guild), { ...it, permissions: bits(...permissions) }),
    addChannel({ name, kind = 'text', parent, topic, overwrites, guild }) {
      const home = guildOf(guild);
      return newChannel(world, {
        guildId: home.id, name, type: KINDS[kind], parentId: parent, topic,
        overwrites: overwrites && overwritesIn(home, overwrites),
      });
    },
    deleteChannel: (id) => removeChannel(world, world.channels.get(id)!),
    addGuild(name) {
      const guild = newGuild(world, name, botPermissions);
      world.happened('GUILD_CREATE', guildCreateJson(world, guild));
      return guild;
    },
    addWebhook(channel, name) {
      const webhook = newWebhook({ world }, channel, name);
      return { ...webhook, url: `${world.origin}/api/webhooks/${webhook.id}/${webhook.token}` };
    },
    grant(...permissions) {
      for (const id of first.members.get(world.botId)!.roles) {
        const role = first.roles.get(id)!;
        role.permissions = bits(...permissions);
        world.happened('GUILD_ROLE_UPDATE', { guild_id: first.id, role: roleJson(role) });
      }
    },
    changeChannel(id, { overwrites }) {
      const channel = world.channels.get(id)!;
      channel.overwrites = overwritesIn(guildOf(channel.guildId), overwrites);
      changedChannel(world, channel);
    },
    deleteRole(id) {
      first.roles.delete(id);
      for (const member of first.members.values()) member.roles.delete(id);
      world.happened('GUILD_ROLE_DELETE', { guild_id: first.id, role_id: id });
    },
    lowerRole(id) {
      const role = first.roles.get(id)!;
      role.position = 1;
      world.happened('GUILD_ROLE_UPDATE', { guild_id: first.id, role: roleJson(role) });
    },
    invite() {
      const role = newRole(world, first, { name: 'imas', permissions: botPermissions, isAboveBot: true });
      first.members.set(world.botId, { user: world.users.get(world.botId)!, nick: undefined, roles: new Set([role.id]), joinedAt: world.now() });
      world.happened('GUILD_CREATE', guildCreateJson(world, first));
    },
    removeBot(id) {
      const guild = guildOf(id);
      guild.members.delete(world.botId);
      world.happened('GUILD_DELETE', { id: guild.id });
    },
    revokeToken() {
      world.isTokenValid = false;
      drop(4004);
    },
    allowToken: () => void (world.isTokenValid = true),
  };
}
