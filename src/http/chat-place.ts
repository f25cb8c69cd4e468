import type { Context } from '../context.ts';
import { invalid } from '../errors.ts';
import { type Reader, placesWithIncidents, seenBy } from '../chat/console/place-sight.ts';
import type { Place } from '../chat/platform.ts';
import { findIncident, looksLikeIncident } from '../domain/incidents/find.ts';
import { shortId } from '../domain/incidents/schema.ts';

/** Where a phrase is said, and about which incident. */
export interface Spot { place?: Place; incident?: string }
interface Row { id: string; kind: Place['kind']; incident: number | null }

/**
 * The place that a program names: `#sre` for a channel or room, `INC-42` for an incident (in its room, if it has one);
 * without a name the person's own conversation. Places that the reader may not see are as if they were not there.
 * @throws AppError forbidden, not_found (incident), invalid (no such place)
 */
export async function spotNamed(ctx: Context, reader: Reader, named: string | undefined): Promise<Spot> {
  const { sql } = ctx;
  const word = named?.trim() ?? '';
  if (word !== '' && !word.startsWith('#') && looksLikeIncident(word)) {
    const incident = await findIncident(ctx, word);
    const [room] = await places(ctx, reader, sql`i.id = ${incident.id} and p.kind = 'room' and p.archived_at is null`);
    return { incident: shortId(incident), ...(room && { place: placeOf(room) }) };
  }
  const [row] = word === ''
    ? await places(ctx, reader, sql`p.kind = 'direct' and p.user_id = ${reader.userId}`)
    : await places(ctx, reader, sql`p.kind <> 'direct' and p.archived_at is null and lower(p.name) = lower(${word.replace(/^#/, '')})`);
  if (!row && word !== '') throw invalid('api.unknown_place', { name: word.slice(0, 80) }, { fields: { place: { key: 'api.unknown_place', params: { name: word.slice(0, 80) } } } });
  return row ? { place: placeOf(row), ...(row.incident === null ? {} : { incident: `INC-${row.incident}` }) } : {};
}

const places = ({ sql }: Context, reader: Reader, which: ReturnType<Context['sql']>): Promise<Row[]> => sql<Row[]>`
  select p.id, p.kind, i.number as incident from ${placesWithIncidents(sql)} where ${which} and ${seenBy(sql, reader)} limit 1`;
const placeOf = ({ id, kind }: Row): Place => ({ platform: 'console', id, kind });
