import type { Context } from '../../context.ts';
import { gatherOn } from '../../db/gather.ts';
import type { FarPlatform } from '../../queue.ts';

/** Whose cards they are: those of an incident, or those of a storm. */
export type Whose = { incidentId: string } | { stormId: string };
/** Cards that are to be looked at again, and how often that was done in vain. */
export type Behind = Whose & { tries: number; /** Those of them that were put off until then. */ until: Date; /** One of them stands nowhere yet. */ isMissing: boolean };

const subjectOf = (whose: Whose): string => ('incidentId' in whose ? `incident:${whose.incidentId}` : `storm:${whose.stormId}`);

/** These cards are looked at again in so many seconds. @param tries so far, in vain */
export const putOff = (ctx: Context, whose: Whose, platform: FarPlatform, seconds: number, tries: number): Promise<void> => putAllOff(ctx, { subject: subjectOf(whose), platform, seconds, tries });

const putAllOff = gatherOn(async (ctx: Context, asked: readonly { subject: string; platform: FarPlatform; seconds: number; tries: number }[]): Promise<undefined[]> => {
  await ctx.sql`
    with wanted as (
      select distinct on (subject, platform) * from unnest(${asked.map((one) => one.subject)}::text[], ${asked.map((one) => one.platform)}::text[], ${asked.map((one) => one.seconds)}::float8[], ${asked.map((one) => one.tries)}::int[]) w(subject, platform, seconds, tries)
      order by subject, platform, seconds
    ), held as (
      select c.id, w.seconds, w.tries from posted_cards c join wanted w on w.subject = c.subject and w.platform = c.platform where c.subject = any(${asked.map((one) => one.subject)}::text[]) order by c.id for no key update of c
    )
    update posted_cards c set again_at = imas_now() + make_interval(secs => held.seconds), again_tries = held.tries from held where c.id = held.id`;
  return asked.map(() => undefined);
});

/** They need no second look, unless they were put off anew meanwhile. */
export async function caughtUp(ctx: Context, behind: Behind, platform: FarPlatform): Promise<void> {
  await ctx.sql`update posted_cards set again_at = null, again_tries = 0 where subject = ${subjectOf(behind)} and platform = ${platform} and again_at <= ${behind.until}`;
}

/** What is to be looked at now: storms, then the worst incidents, then what waits longest. */
export async function behindOn(ctx: Context, platform: FarPlatform, most: number): Promise<Behind[]> {
  const rows = await ctx.sql<{ incident_id: string | null; storm_id: string | null; tries: number; until: Date; is_missing: boolean }[]>`
    select c.incident_id, c.storm_id, max(c.again_tries)::int as tries, bool_or(c.message_id is null) as is_missing, date_trunc('milliseconds', max(c.again_at)) + interval '1 ms' as until from posted_cards c left join incidents i on i.id = c.incident_id
    where c.platform = ${platform} and c.again_at <= imas_now() and (c.incident_id is not null or c.storm_id is not null)
    group by 1, 2, i.severity order by i.severity nulls first, min(c.again_at) limit ${most}`;
  return rows.map((row) => ({ ...(row.incident_id !== null ? { incidentId: row.incident_id } : { stormId: row.storm_id! }), tries: row.tries, until: row.until, isMissing: row.is_missing }));
}

/** @returns in how many seconds the next is to be looked at; undefined when nothing waits */
export async function nextBehind(ctx: Context, platform: FarPlatform): Promise<number | undefined> {
  const [row] = await ctx.sql<{ seconds: number | null }[]>`
    select extract(epoch from min(again_at) - imas_now())::float8 as seconds from posted_cards where platform = ${platform} and again_at is not null`;
  return row?.seconds ?? undefined;
}
