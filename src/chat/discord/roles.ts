import type { Platform } from '../platform.ts';
import { DiscordFault } from './faults.ts';
import type { SayParts } from './say.ts';

/**
 * A role given to whoever is on call and taken from whoever is not any more. Who has a role is told only to bots with a privileged
 * intent; so what we gave is remembered, and what others gave by hand stays. Nobody known means nothing changed: whoever mentions
 * the role would reach nobody.
 */
export function discordRoles({ discord, sql, discordIdsOf }: Pick<SayParts, 'discord' | 'sql' | 'discordIdsOf'>): Platform['syncGroup'] {
  return async (role, userIds) => {
    const ids = await discordIdsOf(userIds);
    const unknown = userIds.filter((userId) => !ids.has(userId));
    if (ids.size === 0) return unknown;
    const wanted = new Set(ids.values());
    const given = new Set((await sql<{ discord_user_id: string }[]>`select discord_user_id from discord_roles_given where role_id = ${role}`).map((row) => row.discord_user_id));
    const change = (method: 'PUT' | 'DELETE', id: string) => discord.call(method, `/guilds/${discord.settings.guildId}/members/${id}/roles/${role}`, { lane: 'chores', reason: 'IMAS: on call' });
    for (const id of wanted) {
      // Noted first: what was given is never forgotten.
      await sql`insert into discord_roles_given (role_id, discord_user_id) values (${role}, ${id}) on conflict do nothing`;
      await change('PUT', id);
    }
    for (const id of [...given].filter((one) => !wanted.has(one))) {
      await change('DELETE', id).catch((error: unknown) => {
        if (!(error instanceof DiscordFault) || error.key !== 'discord.user_gone') throw error;
      });
      await sql`delete from discord_roles_given where role_id = ${role} and discord_user_id = ${id}`;
    }
    return unknown;
  };
}
