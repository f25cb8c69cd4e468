import type { Context } from '../../context.ts';
import { syncGroups } from '../../domain/people/sync-groups.ts';
import type { FarPlatform, Job } from '../../queue.ts';

/** Days; a card of something that ended longer ago is nobody's news. */
const ofInterest = 7;
/** Hours; a room that nobody missed for longer is opened by whoever wants it. */
const missed = 24;

/** We were let into a place: what it refused is tried again. */
export async function forgetRefusals(ctx: Context, platform: FarPlatform, placeId: string): Promise<void> {
  const rows = await ctx.sql<Of[]>`
    update posted_cards set failed = null, failed_at = null where platform = ${platform} and failed_at is not null and place_id = ${placeId} returning incident_id, storm_id`;
  await ctx.queue.send(ctx.sql, jobsFor(rows, platform));
}

/**
 * A platform was connected, or something that it refused may be taken now: every card there that is refused, missing or not of the
 * newest state is brought up to date, and rooms that could not be opened are opened.
 * @param worksAgain it did not, or not with these settings: what failed then says nothing of now. Else, as after a restart, it may be
 *   away still, and since when it is counts
 */
export async function catchUp(ctx: Context, platform: FarPlatform, worksAgain: boolean): Promise<void> {
  await ctx.sql`update posted_cards set failed = null, failed_at = null where platform = ${platform} and failed_at is not null`;
  if (worksAgain) await ctx.sql`update room_openings set failing_since = null, failing = null where platform = ${platform} and failing_since is not null`;
  const behind = await ctx.sql<Of[]>`
    select distinct c.incident_id, c.storm_id from posted_cards c left join incidents i on i.id = c.incident_id left join storms s on s.id = c.storm_id
    where c.platform = ${platform} and c.version_sent < coalesce(i.card_wanted, s.card_wanted)
      and coalesce(i.resolved_at, s.ended_at, imas_now()) > imas_now() - make_interval(days => ${ofInterest})`;
  const roomless = await ctx.sql<{ incidentId: string; automatic: boolean }[]>`
    select r.incident_id as "incidentId", r.is_automatic as automatic from rooms r join incidents i on i.id = r.incident_id
    where r.platform = 'console' and r.archived_at is null and r.closing_at is null and i.status <> 'RESOLVED' and r.opened_at > imas_now() - make_interval(hours => ${missed})
      and not exists (select from rooms other where other.incident_id = r.incident_id and other.platform <> 'console')`;
  // Somebody pressed Back, and waits for it.
  const awaited = await ctx.sql<{ incidentId: string }[]>`select incident_id as "incidentId" from room_leads where home = ${platform} and is_returning`;
  // It was not connected when they became confidential.
  const open = await ctx.sql<{ incidentId: string }[]>`
    select r.incident_id as "incidentId" from rooms r join incidents i on i.id = r.incident_id where r.platform = ${platform} and r.archived_at is null and r.lost_at is null and i.is_confidential and r.is_private is not true`;
  await ctx.queue.send(ctx.sql, [
    ...open.map(({ incidentId }): Job => ({ name: 'hide-room', payload: { incidentId, platform }, options: { key: `${incidentId}:${platform}` } })),
    ...jobsFor(behind, platform),
    ...awaited.map(({ incidentId }): Job => ({ name: 'open-room', payload: { incidentId, automatic: false, platform }, options: { key: `${incidentId}:${platform}` } })),
    // Where the room belongs is the team's to say: the job asks.
    ...roomless.map((payload): Job => ({ name: 'open-room', payload, options: { key: payload.incidentId } })),
  ]);
  await syncGroups(ctx, { platform });
}

interface Of { incident_id: string | null; storm_id: string | null }

function jobsFor(rows: readonly Of[], platform: FarPlatform): Job[] {
  const incidents = new Set(rows.flatMap((row) => row.incident_id ?? []));
  const storms = new Set(rows.flatMap((row) => row.storm_id ?? []));
  return [
    ...[...storms].map((stormId): Job => ({ name: 'storm-card', payload: { stormId, platform }, options: { key: `${stormId}:${platform}` } })),
    ...[...incidents].map((incidentId): Job => ({ name: 'update-cards', payload: { incidentId, platform }, options: { key: `${incidentId}:${platform}` } })),
  ];
}
