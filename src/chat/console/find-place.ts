import type { Context } from '../../context.ts';
import { notFound, unauthenticated } from '../../errors.ts';
import { type Reader, placesWithIncidents, seenBy } from './place-sight.ts';
import { isUuid } from '../../domain/uuid.ts';

export interface FoundPlace { id: string; kind: 'channel' | 'room' | 'direct'; incidentId: string | null; incidentNumber: number | null; isArchived: boolean }

/** Who reads: the console is for people alone. @throws AppError unauthenticated */
export function readerOf(ctx: Context): Reader {
  if (ctx.actor.kind !== 'person') throw unauthenticated('errors.sign_in_needed');
  return ctx.actor;
}

/** A place that the actor may see; others are as if they were not there. @throws AppError not_found */
export async function findPlace(ctx: Context, id: string): Promise<FoundPlace> {
  const reader = readerOf(ctx);
  const { sql } = ctx;
  const [place] = isUuid(id) ? await sql<FoundPlace[]>`
    select p.id, p.kind, i.id as "incidentId", i.number as "incidentNumber", p.archived_at is not null as "isArchived"
    from ${placesWithIncidents(sql)} where p.id = ${id} and ${seenBy(sql, reader)}` : [];
  if (!place) throw notFound('http.unknown_place');
  return place;
}
