import type { Context } from '../../context.ts';
import type { TextKey, TextParams } from '../../texts/say.ts';
import type { RoomPlatform } from './room.ts';

/** Why something of a platform fails. */
export interface Failing {
  /** It is no use waiting: refused for good, or put off for longer than people wait. */
  atOnce: boolean;
  /** About the platform as a whole, not about one room. */
  forAll: boolean;
  /** For people. */
  said?: { key: TextKey; params: TextParams };
}
export interface Trouble extends Failing {
  /** What fails: every call, the opening of the incident's room, or the card in it. */
  of: 'platform' | 'opening' | 'card';
  since: Date;
  /** When it failed last. */
  seen: Date;
}

/** A platform that cannot be posted to for so long has its rooms opened elsewhere (spec §5). */
export const patienceSeconds = 30;

/** When it is long enough: at once, or after the patience there is. */
export const awayFrom = ({ since, atOnce }: Pick<Trouble, 'since' | 'atOnce'>): Date => (atOnce ? since : new Date(since.getTime() + patienceSeconds * 1000));
/**
 * Minutes between two faults, beyond which they are two troubles, not one: longer than anything waits before it is tried again. A restart
 * in between is shorter.
 */
export const apartMinutes = 5;
/** Milliseconds; what failed longer ago, such as before we were stopped, says nothing of now: the next fault will. */
const staleMs = 60_000;
/** Did it fail just now, or only some time ago? */
export const isFresh = ({ seen }: Pick<Trouble, 'seen'>, now: Date): boolean => now.getTime() - seen.getTime() <= staleMs;

/** Can it not be posted to any more, or is it early to say so? */
export const isAway = (trouble: Pick<Trouble, 'since' | 'atOnce'>, now: Date): boolean => awayFrom(trouble) <= now;

/** What fails now for an incident's room on a platform, the first to be acted on first. The console never fails: where it does, so do we. */
export async function troublesOf({ sql }: Context, incidentId: string, platform: RoomPlatform): Promise<Trouble[]> {
  const rows = await sql<{ of: Trouble['of']; since: Date; failing: Failing & { at?: string } }[]>`
    select 'platform' as of, since, failing from chat_outages where platform = ${platform}
    union all select 'opening', failing_since, failing from room_openings where incident_id = ${incidentId} and platform = ${platform} and failing_since is not null
    union all select 'card', c.failing_since, c.failing from posted_cards c join rooms r on r.incident_id = c.incident_id and r.platform = c.platform and r.place_id = c.place_id
      where c.incident_id = ${incidentId} and c.platform = ${platform} and c.purpose = 'room' and c.failing_since is not null and r.archived_at is null and r.lost_at is null`;
  return rows.map(({ of, since, failing: { at, ...failing } }): Trouble => ({ of, since, seen: at === undefined ? since : new Date(at), ...failing })).toSorted((one, other) => awayFrom(one).getTime() - awayFrom(other).getTime());
}
