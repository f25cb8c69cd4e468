import type { Context } from '../../context.ts';
import type { TextKey, TextParams } from '../../texts/say.ts';
import { findInside } from './find.ts';

export interface TimelineEntry {
  id: number;
  at: Date;
  kind: string;
  actor_id: string | null;
  actor_name: string;
  /** What happened, to be said in the reader's language; null for a person's own words alone. */
  key: TextKey | null;
  params: TextParams;
  /** A person's own words. */
  text: string | null;
}

/** What happened, oldest first; at most the newest `limit` entries. @throws AppError forbidden, not_found */
export async function timelineOf(ctx: Context, ref: string, limit = 200): Promise<TimelineEntry[]> {
  const incident = await findInside(ctx, ref);
  const rows = await ctx.sql<TimelineEntry[]>`select id, at, kind, actor_id, actor_name, key, params, text from timeline where incident_id = ${incident.id} order by at desc, id desc limit ${limit}`;
  return rows.reverse();
}
