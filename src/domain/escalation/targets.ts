import type { Context } from '../../context.ts';
import type { Step } from './policies/step.ts';

/** Whom a step reaches: people, bare e-mail addresses, and whether the team's channel is told. */
export interface Reached { userIds: string[]; emails: string[]; channel: boolean; how: Map<string, string> }

/** The people behind the targets of many teams, read once: targets become names without further queries. */
export interface Roster { onCall: Map<string, Map<number, string>>; members: Map<string, string[]>; managers: Map<string, string[]>; admins: string[]; active: Set<string> }

export async function loadRoster(tx: Pick<Context, 'sql'>, teamIds: readonly string[], options: { admins: boolean; extraUsers: readonly string[] }): Promise<Roster> {
  const members = await tx.sql<{ team_id: string; user_id: string; role: string }[]>`
    select m.team_id, m.user_id, m.role from team_members m join users u on u.id = m.user_id and u.is_active where m.team_id = any(${teamIds as string[]}::uuid[]) order by m.position`;
  const onCall = await tx.sql<{ team_id: string; user_id: string }[]>`
    select t.id as team_id, u.id as user_id from teams t join users u on u.id = t.current_on_call and u.is_active where t.id = any(${teamIds as string[]}::uuid[])`;
  const admins = options.admins ? await tx.sql<{ id: string }[]>`select u.id from users u join user_groups g on g.user_id = u.id where g.group_name = 'Admins' and u.is_active order by u.username` : [];
  const extra = options.extraUsers.length === 0 ? [] : await tx.sql<{ id: string }[]>`select id from users where id = any(${options.extraUsers as string[]}::uuid[]) and is_active`;
  const grouped = (role?: string) => new Map([...Map.groupBy(members.filter((m) => role === undefined || m.role === role), (m) => m.team_id)].map(([team, rows]) => [team, rows.map((m) => m.user_id)]));
  return {
    onCall: new Map(onCall.map((row) => [row.team_id, new Map([[1, row.user_id]])])),
    members: grouped(), managers: grouped('manager'), admins: admins.map((row) => row.id),
    active: new Set([...members.map((m) => m.user_id), ...onCall.map((row) => row.user_id), ...admins.map((row) => row.id), ...extra.map((row) => row.id)]),
  };
}

/** Resolves the targets of one step for a team. Everyone once, with the word by which they were found. */
export function reach(step: Pick<Step, 'targets'>, teamId: string, roster: Roster): Reached {
  const how = new Map<string, string>();
  const emails: string[] = [];
  let channel = false;
  const add = (ids: readonly (string | undefined)[], word: string) => { for (const id of ids) if (id !== undefined && !how.has(id)) how.set(id, word); };
  for (const target of step.targets) {
    switch (target.kind) {
      case 'ON_CALL': add([roster.onCall.get(target.team ?? teamId)?.get(target.level)], `ON_CALL ${target.level}`); break;
      case 'TEAM': add(roster.members.get(target.team ?? teamId) ?? [], 'TEAM'); break;
      case 'MANAGERS': add(roster.managers.get(target.team ?? teamId) ?? [], 'MANAGERS'); break;
      case 'USER': add(roster.active.has(target.user) ? [target.user] : [], 'USER'); break;
      case 'EMAIL': emails.push(target.address); break;
      case 'CHANNEL': channel = true; break;
    }
  }
  return { userIds: [...how.keys()], emails, channel, how };
}
