import type { Platform } from '../platform.ts';
import { hindranceOf } from './check-role.ts';
import { DiscordFault } from './faults.ts';
import type { SayParts } from './say.ts';

/** The member left, or the role was deleted: there is nothing to take. */
const nothingLeft = new Set(['discord.user_gone', 'discord.role_gone']);

/**
 * A role given to whoever is on call and taken from whoever is not any more. Who has a role is told only to bots with a privileged
 * intent; so what we gave is remembered, and what others gave by hand stays. Nobody known means nothing changed: whoever mentions
 * the role would reach nobody.
 */
export function discordRoles({ discord, sql, discordIdsOf }: Pick<SayParts, 'discord' | 'sql' | 'discordIdsOf'>): Pick<Platform, 'syncGroup' | 'leaveGroups'> {
  const change = (method: 'PUT' | 'DELETE', role: string, id: string) => discord.call(method, `/guilds/${discord.settings.guildId}/members/${id}/roles/${role}`, { lane: 'chores', reason: 'IMAS: on call' });
  const rolesOf = async (id: string): Promise<readonly string[] | undefined> => {
    try {
      return (await discord.call<{ roles: string[] }>('GET', `/guilds/${discord.settings.guildId}/members/${id}`, { lane: 'chores' })).roles;
    } catch (error) {
      if (error instanceof DiscordFault && error.key === 'discord.user_gone') return undefined;
      // A role that is given twice is given; only that it was there before is not known.
      if (error instanceof DiscordFault && error.key === 'discord.refused') return [];
      throw error;
    }
  };
  const give = async (role: string, id: string): Promise<void> => {
    // Noted first: what was given is never forgotten.
    await sql`insert into discord_roles_given (role_id, discord_user_id) values (${role}, ${id}) on conflict do nothing`;
    await change('PUT', role, id).catch(async (error: unknown) => {
      if (error instanceof DiscordFault && !error.retry) await sql`delete from discord_roles_given where role_id = ${role} and discord_user_id = ${id}`;
      throw error;
    });
  };
  const take = async (role: string, id: string): Promise<void> => {
    await change('DELETE', role, id).catch((error: unknown) => {
      if (!(error instanceof DiscordFault) || !nothingLeft.has(error.key)) throw error;
    });
    await sql`delete from discord_roles_given where role_id = ${role} and discord_user_id = ${id}`;
  };
  /** Discord refuses with one code whatever the reason is; which one it is, is found out by looking. */
  const explained = async <T>(role: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DiscordFault) || error.key !== 'discord.role_above') throw error;
      throw await hindranceOf(discord, role).catch(() => undefined) ?? error;
    }
  };

  return {
    syncGroup: (role, userIds) => explained(role, async () => {
      const ids = await discordIdsOf(userIds);
      const there = new Map<string, readonly string[]>();
      for (const id of new Set(ids.values())) {
        const roles = await rolesOf(id);
        if (roles !== undefined) there.set(id, roles);
      }
      const unknown = userIds.filter((userId) => !there.has(ids.get(userId) ?? ''));
      if (there.size === 0) return unknown;
      for (const [id, roles] of there) if (!roles.includes(role)) await give(role, id);
      const given = await sql<{ id: string }[]>`select discord_user_id as id from discord_roles_given where role_id = ${role}`;
      for (const { id } of given) if (!there.has(id)) await take(role, id);
      return unknown;
    }),
    async leaveGroups() {
      const left = await sql<{ role: string; id: string; name: string | null }[]>`
        select role_id as role, discord_user_id as id, (select username from users u where u.discord_user_id = g.discord_user_id) as name from discord_roles_given g
        where not exists (select from teams t where t.discord_role_id = g.role_id) or not exists (select from users u where u.discord_user_id = g.discord_user_id and u.is_active)`;
      let refused: DiscordFault | undefined;
      for (const { role, id, name } of left) {
        await take(role, id).catch(async (error: unknown) => {
          if (!(error instanceof DiscordFault) || error.retry || error.forAll) throw error;
          // Nobody asks for it again: it is told, and a person takes it.
          await sql`delete from discord_roles_given where role_id = ${role} and discord_user_id = ${id}`;
          refused = new DiscordFault(error.method, 'role_left', { about: { role, person: name ?? id }, cause: error });
        });
      }
      if (refused !== undefined) throw refused;
    },
  };
}
