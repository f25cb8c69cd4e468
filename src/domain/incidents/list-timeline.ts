import type { Context, Tx } from '../../context.ts';
import { demand } from '../../permissions.ts';
import type { TextKey, TextParams } from '../../texts/say.ts';

export interface TimelineRow {
  id: number;
  at: Date;
  kind: string;
  actor_name: string;
  /** What happened, to be said in the reader's language; null when there are only a person's own words. */
  key: TextKey | null;
  params: TextParams;
  text: string | null;
}

/**
 * What happened to an incident, oldest first.
 * @param filters.kind only entries of this kind, such as `note`
 * @throws AppError forbidden
 */
export async function listTimeline(ctx: Context, incidentId: string, filters: { kind?: string; descending?: boolean } = {}, page: { limit: number; offset: number } = { limit: 100, offset: 0 }): Promise<{ rows: TimelineRow[]; count: number }> {
  demand(ctx, 'view_incident');

  const { sql } = ctx;
  const matching = sql`from timeline where incident_id = ${incidentId} ${filters.kind === undefined ? sql`` : sql`and kind = ${filters.kind}`}`;
  const [counted] = await sql<{ count: number }[]>`select count(*)::int as count ${matching}`;
  const rows = await sql<TimelineRow[]>`
    select id, at, kind, actor_name, key, params, text ${matching} order by at ${filters.descending === true ? sql`desc, id desc` : sql`, id`} limit ${page.limit} offset ${page.offset}`;
  return { rows: [...rows], count: counted!.count };
}

/** The note that this transaction has just written. */
export async function lastNote({ sql }: Tx, incidentId: string): Promise<TimelineRow> {
  const [row] = await sql<TimelineRow[]>`select id, at, kind, actor_name, key, params, text from timeline where incident_id = ${incidentId} and kind = 'note' order by id desc limit 1`;
  return row!;
}
