import type { Actor, Context } from '../../context.ts';
import { codenames, type Codename } from '../../permissions.ts';

export type PersonActor = Extract<Actor, { kind: 'person' }>;
export interface Rights { userId: string; username: string; permissions: string[]; manages: string[] }

const known: ReadonlySet<string> = new Set(codenames);
/** Names this release does not know, such as a newer one's during an upgrade, count for nothing. */
export const codenamesAmong = (names: readonly string[]): ReadonlySet<Codename> => new Set(names.filter((name): name is Codename => known.has(name)));

/** What an active user `u` may do and manages, as columns for a select over `users u`. */
export const rightsOf = ({ sql }: Context) => sql`
  u.id as "userId", u.username,
  array(select unnest(g.codenames) from user_groups ug join groups g on g.name = ug.group_name where ug.user_id = u.id) as permissions,
  array(select team_id from team_members where user_id = u.id and role = 'manager') as manages`;

export const actorFrom = (rights: Rights, via: PersonActor['via'], more: { scopes?: readonly string[] | null | undefined; ip?: string | undefined }): PersonActor => ({
  kind: 'person',
  userId: rights.userId,
  username: rights.username,
  permissions: codenamesAmong(rights.permissions),
  manages: new Set(rights.manages),
  ...(more.scopes ? { scopes: codenamesAmong(more.scopes) } : {}),
  via,
  ...(more.ip === undefined ? {} : { ip: more.ip }),
});

/**
 * The person as an actor, read afresh in one query and never kept: whoever is disabled or demoted loses everything at once.
 * @returns undefined when there is no such user, or the account is disabled
 */
export async function actorOf(ctx: Context, userId: string, via: PersonActor['via'], more: { scopes?: readonly Codename[]; ip?: string } = {}): Promise<PersonActor | undefined> {
  const [rights] = await ctx.sql<Rights[]>`select ${rightsOf(ctx)} from users u where u.id = ${userId} and u.is_active`;
  return rights && actorFrom(rights, via, more);
}
