import type { Context, Tx } from '../../context.ts';
import { demand } from '../../permissions.ts';
import type { Severity } from '../severity.ts';
import type { Directory } from './directory.ts';

/** The newest alert of a source, and what became of it. */
export interface LastAlert {
  name: string;
  severity: Severity;
  outcome: 'incident' | 'silenced' | 'dropped';
  service: string | null;
  /** `INC-42`; null when it opened none. */
  incident: string | null;
  /** Who was paged for that incident, by name. */
  paged: string[];
}
export interface Arrival { firstAt: Date; last: LastAlert | undefined }

/** Has anything come in by this source? @returns undefined while we wait for its first alert @throws AppError forbidden */
export async function arrivalOf(ctx: Context, sourceId: string): Promise<Arrival | undefined> {
  demand(ctx, 'view_source');

  const [row] = await ctx.sql<[{ first: Date | null }?]>`select first_alert_at as first from sources where id = ${sourceId}`;
  if (!row?.first) return undefined;
  const [last] = await ctx.sql<LastAlert[]>`
    select a.name, a.severity, a.outcome, s.name as service, 'INC-' || i.number as incident,
      array(select u.username from incident_people p join users u on u.id = p.user_id where p.incident_id = i.id and p.role = 'paged' order by p.since, u.username) as paged
    from alerts a left join services s on s.id = a.service_id left join incidents i on i.id = a.incident_id and not i.is_confidential
    where a.source_id = ${sourceId} order by a.id desc limit 1`;
  return { firstAt: row.first, last };
}

/** Sources of which a committed first alert was seen: with the directory that is held they are not asked about again. */
const heard = new WeakMap<Directory, Set<string>>();

export const isHeard = (directory: Directory, sourceId: string): boolean => heard.get(directory)?.has(sourceId) === true;

/**
 * Notes when a source's first alert came. Last in its transaction: whoever waits for the row holds nothing that is
 * still to be asked for.
 */
export async function noteFirstAlerts(tx: Tx, directory: Directory, alerts: readonly { post: { sourceId: string; receivedAt: Date } }[]): Promise<void> {
  const known = heard.get(directory) ?? new Set();
  heard.set(directory, known);
  const first = new Map(alerts.toReversed().map(({ post }) => [post.sourceId, post.receivedAt]));
  for (const [id, at] of [...first].filter(([source]) => !known.has(source)).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const noted = await tx.sql`update sources set first_alert_at = ${at} where id = ${id} and first_alert_at is null`;
    if (noted.count === 0) known.add(id);
  }
}
