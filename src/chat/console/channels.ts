import type { Sql } from '../../db/client.ts';

interface Wish { key: string; kind: 'channel' | 'room' | 'direct'; name: string; title?: string; topic?: string; teamId?: string; userId?: string; incidentId?: string }

/** Longest name, so that a suffix still fits what other platforms accept. */
const LONGEST = 76;

/**
 * The place of a key, made when it is not there yet, however many ask at once. A name that another place
 * has already gets the next free number: `sre-2`.
 * @returns the place's id
 */
export async function ensurePlace(sql: Sql, wish: Wish): Promise<string> {
  const base = wish.name.slice(0, LONGEST);
  for (let number = 1; ; number++) {
    const [known] = await sql<{ id: string }[]>`select id from console_places where key = ${wish.key}`;
    if (known) return known.id;
    // The incident is not there when a test, or a platform before its time, opens a room.
    const [made] = await sql<{ id: string }[]>`
      insert into console_places (kind, name, title, topic, key, team_id, user_id, incident_id)
      values (${wish.kind}, ${number === 1 ? base : `${base}-${number}`}, ${wish.title ?? ''}, ${wish.topic ?? ''}, ${wish.key}, ${wish.teamId ?? null}, ${wish.userId ?? null},
        (select id from incidents where id = ${wish.incidentId ?? null}::uuid))
      on conflict do nothing returning id`;
    if (made) return made.id;
  }
}

/** `#incidents` belongs to everybody. */
const channelName = (slug: string): string => (slug === 'incidents' ? 'incidents-team' : slug);

/** The channel of a team, named after its slug. @returns undefined when there is no such team */
export async function ensureChannel(sql: Sql, { teamId }: { teamId: string }): Promise<string | undefined> {
  const [team] = await sql<{ name: string; slug: string }[]>`select name, slug from teams where id = ${teamId}`;
  return team && ensurePlace(sql, { key: `team:${teamId}`, kind: 'channel', name: channelName(team.slug), title: team.name, teamId });
}

/** The channel of all incidents. */
export const ensureIncidentsChannel = (sql: Sql): Promise<string> => ensurePlace(sql, { key: 'incidents', kind: 'channel', name: 'incidents' });

/** The conversation between one person and the product. */
export const ensureDirect = (sql: Sql, userId: string): Promise<string> => ensurePlace(sql, { key: `direct:${userId}`, kind: 'direct', name: 'imas', userId });

/** Every place a person should find: the channels of all teams under their present names, `#incidents`, their own conversation. */
export async function ensurePlacesFor(sql: Sql, userId: string): Promise<void> {
  const missing = await sql<{ id: string }[]>`select t.id from teams t where not exists (select 1 from console_places p where p.key = 'team:' || t.id)`;
  for (const { id } of missing) await ensureChannel(sql, { teamId: id });
  await ensureIncidentsChannel(sql);
  await ensureDirect(sql, userId);
  await followTeamNames(sql);
}

/** A team that was renamed takes its channel along, unless somebody else has the name. */
async function followTeamNames(sql: Sql): Promise<void> {
  await sql`
    update console_places p set name = w.name, title = w.title
    from (select id, name as title, case slug when 'incidents' then 'incidents-team' else slug end as name from teams) w
    where p.team_id = w.id and p.kind = 'channel' and (p.title <> w.title or (p.name <> w.name and p.name !~ ('^' || w.name || '-[0-9]+$')))
      and not exists (select 1 from console_places o where o.id <> p.id and o.name = w.name and o.kind <> 'direct' and o.archived_at is null)`;
}
