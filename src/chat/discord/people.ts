import { system, type Context } from '../../context.ts';
import { doRolesLend, groupsOfRoles } from '../../domain/people/groups-of-roles.ts';
import type { Speaker } from '../platform.ts';
import { saidWhere, type SaidWhere } from '../said-where.ts';
import type { Asked } from './asked.ts';
import { membershipOf } from './membership.ts';
import type { Discord } from './rest.ts';

export interface DiscordPeople {
  /**
   * Who speaks, and where: the account that was linked to a Discord user, else a visitor. Discord tells nobody's e-mail,
   * so linking is by an admin or a code. A disabled account is still that account: it may say nothing.
   */
  speaker(asked: Pick<Asked, 'userId' | 'name' | 'roles' | 'isMember' | 'isDirect' | 'channel' | 'parent'>): Promise<Speaker>;
  /** The Discord ids of our users, as far as they have one. */
  discordIdsOf(userIds: readonly string[]): Promise<Map<string, string>>;
}

/** People as Discord knows them (spec §2). In a direct conversation it says nothing of somebody's roles: there it is asked, where anything hangs on them. */
export function discordPeople({ ctx: given, discord }: { ctx: Context; discord: Pick<Discord, 'call' | 'settings'> }): DiscordPeople {
  const ctx: Context = { ...given, actor: system('Discord') };
  return {
    async speaker({ userId: chatUserId, name, roles: told, isMember: isToldMember, isDirect, channel, parent }) {
      const [where, [owner], doLend] = await Promise.all([whereSaid(ctx, { channel, parent, isDirect }), ctx.sql<{ id: string }[]>`select id from users where discord_user_id = ${chatUserId}`, doRolesLend(ctx)]);
      const { isMember, roles } = isDirect && (owner === undefined || doLend) ? await membershipOf({ discord, log: ctx.log }, chatUserId) : { isMember: isToldMember, roles: told };
      const groups = await groupsOfRoles(ctx, roles);
      const more = { via: 'discord', ...where, ...(groups.length === 0 ? {} : { groups }) } as const;
      return owner === undefined ? { visitor: { platform: 'discord', chatUserId, name, isMember }, ...more } : { userId: owner.id, ...more };
    },
    async discordIdsOf(userIds) {
      const rows = await ctx.sql<{ id: string; discordId: string }[]>`select id, discord_user_id as "discordId" from users where id = any(${[...userIds]}::uuid[]) and discord_user_id is not null`;
      return new Map(rows.map(({ id, discordId }) => [id, discordId]));
    },
  };
}

/** A thread is a channel of its own: below a card it bears that message's id, below a room it belongs to the room. */
async function whereSaid(ctx: Context, { channel, parent, isDirect }: { channel: string | undefined; parent: string | undefined; isDirect: boolean }): Promise<SaidWhere> {
  const [own, around] = await Promise.all([saidWhere(ctx, 'discord', channel, undefined), parent === undefined ? {} as SaidWhere : saidWhere(ctx, 'discord', parent, channel)]);
  const incident = own.incident ?? around.incident;
  return { ...(own.place === undefined ? {} : { place: isDirect ? { ...own.place, kind: 'direct' as const } : own.place }), ...(incident === undefined ? {} : { incident }) };
}
