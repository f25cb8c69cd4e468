import type { Context } from '../context.ts';
import { faultOf } from '../chat/fault.ts';
import { gatherOn } from '../db/gather.ts';
import type { Place } from '../chat/platform.ts';
import { shortId } from '../domain/incidents/schema.ts';
import type { TimelineEntry } from '../domain/incidents/timeline-of.ts';
import type { FarPlatform } from '../queue.ts';
import type { Posting } from './opening.ts';

/** Between two words of detail below one card, seconds: what comes meanwhile is one message. */
const pause = 30;
/** As many entries as a person reads at once; the rest is one click away. */
const most = 20;

/** What the card itself shows. */
const onTheCard = ['opened', 'room_opened'];

interface Standing { id: string; place_id: string; place_kind: Place['kind']; message_id: string; told_upto: number | null; ago: number; number: number; has_more: boolean | null }

const teamCard = gatherOn(async (ctx: Context, asked: readonly { incidentId: string; platform: FarPlatform }[]) => {
  const rows = await ctx.sql<(Standing & { incident_id: string; platform: FarPlatform })[]>`
    select distinct on (c.incident_id, c.platform) c.incident_id, c.platform, c.id, c.place_id, c.place_kind, c.message_id, c.told_upto, coalesce(extract(epoch from imas_now() - c.told_at), 1e9)::float8 as ago, i.number,
      last.id > c.told_upto as has_more
    from posted_cards c join incidents i on i.id = c.incident_id
    left join lateral (select max(id) as id from timeline where incident_id = c.incident_id and kind <> all(${onTheCard})) last on true
    where c.incident_id = any(${asked.map((one) => one.incidentId)}::uuid[]) and c.platform = any(${[...new Set(asked.map((one) => one.platform))]}::text[]) and c.purpose = 'team' and c.message_id is not null and c.failed_at is null and not i.is_confidential and not i.in_storm
    order by c.incident_id, c.platform, c.id`;
  return asked.map(({ incidentId, platform }) => rows.find((row) => row.incident_id === incidentId && row.platform === platform));
});

/**
 * Details belong in the thread of the team's card (spec §5): what happened since the last word there. What stood on the
 * timeline when the card was posted is on the card. A reply's key is the last entry it tells of, so that nothing is told twice.
 * @returns in how many seconds there is more to tell, if there is
 */
export async function tellDetails(ctx: Context, posting: Posting, incidentId: string, name: FarPlatform): Promise<number | undefined> {
  const platform = posting.platforms.get(name);
  const card = await teamCard(ctx, { incidentId, platform: name });
  if (platform === undefined || card === undefined) return undefined;
  if (card.told_upto === null) {
    await ctx.sql`update posted_cards set told_upto = coalesce((select max(id) from timeline where incident_id = ${incidentId}), 0) where id = ${card.id} and told_upto is null`;
    return undefined;
  }
  if (card.has_more !== true) return undefined;
  const entries = await ctx.sql<TimelineEntry[]>`
    select id, at, kind, actor_id, actor_name, key, params, text from timeline where incident_id = ${incidentId} and id > ${card.told_upto} and kind <> all(${onTheCard}) order by id limit ${most}`;
  const last = entries.at(-1);
  if (last === undefined) return undefined;
  // Whoever sets the time tells; another job of the same incident comes again.
  const [turn] = card.ago < pause ? [] : await ctx.sql`
    update posted_cards set told_at = imas_now() where id = ${card.id} and told_upto = ${card.told_upto} and (told_at is null or told_at < imas_now() - make_interval(secs => ${pause - 1})) returning id`;
  if (turn === undefined) return Math.max(1, Math.ceil(pause - card.ago));
  try {
    await platform.say({ platform: name, id: card.place_id, kind: card.place_kind, thread: card.message_id }, posting.timeline(shortId(card), entries), { key: `details:${incidentId}:${last.id}` });
  } catch (error) {
    const { retry, retryAfterSeconds } = faultOf(error);
    ctx.log.warn({ err: error, incidentId, platform: name }, 'details could not be told below a card');
    return retry ? Math.max(pause, retryAfterSeconds ?? 0) : undefined;
  }
  await ctx.sql`update posted_cards set told_upto = ${last.id} where id = ${card.id}`;
  return entries.length === most ? pause : undefined;
}
