import type { Context } from '../../context.ts';
import type { By } from '../oncall/plan.ts';
import { whoAnswers } from '../oncall/who-is-on-call.ts';
import type { Step } from './policies/step.ts';

/** By which rule somebody is on call, as a page keeps it for "Why me?"; the layer is a rotation's name. */
interface OnCallWhy { by: By['by']; layer?: string }
/** Whom a step reaches: people, bare e-mail addresses, and whether the team's channel is told; of who is on call, by which rule. */
export interface Reached { userIds: string[]; emails: string[]; channel: boolean; how: Map<string, string>; onCallWhy: Map<string, OnCallWhy> }

/** The people behind the targets of many teams, read once: targets become names without further queries. */
export interface Roster { onCall: Map<string, Map<number, string>>; onCallBy: Map<string, Map<number, By>>; members: Map<string, string[]>; managers: Map<string, string[]>; admins: string[]; active: Set<string>; /** Usernames of whoever is named in it. */ names: Map<string, string> }

/** @param options.steps where they are known: members are read only if one of these asks for them */
export async function loadRoster(tx: Pick<Context, 'sql'>, teamIds: readonly string[], options: { admins: boolean; extraUsers: readonly string[]; steps?: readonly Pick<Step, 'targets'>[] }): Promise<Roster> {
  const isAsked = options.steps?.some(({ targets }) => targets.some(({ kind }) => kind === 'TEAM' || kind === 'MANAGERS')) ?? true;
  const members = !isAsked ? [] : await tx.sql<{ team_id: string; user_id: string; username: string; role: string }[]>`
    select m.team_id, m.user_id, u.username, m.role from team_members m join users u on u.id = m.user_id and u.is_active where m.team_id = any(${teamIds as string[]}::uuid[]) order by m.position`;
  const onCall = Map.groupBy((teamIds.length === 0 ? [] : await whoAnswers(tx, { teamIds })).flatMap(({ teamId, level, userId, username, by }) => (userId === null ? [] : [{ teamId, level, userId, username: username!, by: by! }])), ({ teamId }) => teamId);
  const admins = options.admins ? await tx.sql<{ id: string; username: string }[]>`select u.id, u.username from users u join user_groups g on g.user_id = u.id where g.group_name = 'Admins' and u.is_active order by u.username` : [];
  const extra = options.extraUsers.length === 0 ? [] : await tx.sql<{ id: string; username: string }[]>`select id, username from users where id = any(${options.extraUsers as string[]}::uuid[]) and is_active`;
  const grouped = (role?: string) => new Map([...Map.groupBy(members.filter((m) => role === undefined || m.role === role), (m) => m.team_id)].map(([team, rows]) => [team, rows.map((m) => m.user_id)]));
  const named = [...members.map((m) => ({ id: m.user_id, username: m.username })), ...[...onCall.values()].flat().map((row) => ({ id: row.userId, username: row.username })), ...admins, ...extra];
  return {
    onCall: new Map([...onCall].map(([team, rows]) => [team, new Map(rows.map((row) => [row.level, row.userId]))])),
    onCallBy: new Map([...onCall].map(([team, rows]) => [team, new Map(rows.map((row) => [row.level, row.by]))])),
    members: grouped(), managers: grouped('manager'), admins: admins.map((row) => row.id),
    active: new Set(named.map(({ id }) => id)), names: new Map(named.map(({ id, username }) => [id, username])),
  };
}

/** Resolves the targets of one step for a team. Everyone once, with the word by which they were found. @param passed who is left out: they said that they cannot */
export function reach(step: Pick<Step, 'targets'>, teamId: string, roster: Roster, passed: ReadonlySet<string> = new Set()): Reached {
  const how = new Map<string, string>();
  const onCallWhy = new Map<string, OnCallWhy>();
  const emails: string[] = [];
  let channel = false;
  const add = (ids: readonly (string | undefined)[], word: string) => { for (const id of ids) if (id !== undefined && !how.has(id) && !passed.has(id)) how.set(id, word); };
  for (const target of step.targets) {
    switch (target.kind) {
      case 'ON_CALL': {
        const of = target.team ?? teamId;
        const userId = roster.onCall.get(of)?.get(target.level);
        const by = roster.onCallBy.get(of)?.get(target.level);
        if (userId !== undefined && by !== undefined && !how.has(userId)) onCallWhy.set(userId, by.by === 'rotation' ? { by: by.by, layer: by.name } : { by: by.by });
        add([userId], `ON_CALL ${target.level}`);
        break;
      }
      case 'TEAM': add(roster.members.get(target.team ?? teamId) ?? [], 'TEAM'); break;
      case 'MANAGERS': add(roster.managers.get(target.team ?? teamId) ?? [], 'MANAGERS'); break;
      case 'USER': add(roster.active.has(target.user) ? [target.user] : [], 'USER'); break;
      case 'EMAIL': emails.push(target.address); break;
      case 'CHANNEL': channel = true; break;
    }
  }
  return { userIds: [...how.keys()], emails, channel, how, onCallWhy };
}
