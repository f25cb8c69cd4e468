import type { Context } from '../../../context.ts';
import { databaseNow } from '../../clock.ts';
import { may } from '../../../permissions.ts';
import { hashToken } from '../../../secrets.ts';
import { actorFrom, rightsOf, type Rights } from '../../people/actor-of.ts';
import { teamsWith } from '../../people/teams-with.ts';
import { loadNamedPlans } from '../load-plans.ts';
import { turnsBetween } from '../turns-between.ts';
import { entriesOf, type Entry, type Span } from './entries.ts';

const day = 86_400_000;
/** What calendars hold: the past month, and half a year ahead. */
const shown = { back: 30 * day, ahead: 180 * day };
/** Turns are followed this much further back, to know when the first of them began. */
const further = 60 * day;

/** A calendar as it stands. `teamName` null: all turns of the one person whose calendar it is. */
export interface ReadFeed { id: string; teamName: string | null; language: 'en' | 'fr' | null; entries: readonly NamedEntry[] }
export interface NamedEntry extends Entry { teamName: string; username: string }
interface Row extends Rights { id: string; userFeed: string | null; teamId: string | null; language: 'en' | 'fr' | null }

/**
 * What a secret address shows: undefined when it is unknown or ended, or when whoever made it is disabled or may not read
 * schedules any more; all of that costs the same one query. Its last use is noted once an hour.
 */
export async function readFeed(ctx: Context, secret: string): Promise<ReadFeed | undefined> {
  const [row] = await ctx.sql<Row[]>`
    with live as (select id, user_id, team_id, created_by, last_used_at from calendar_feeds where hash = ${hashToken(secret)} and revoked_at is null),
    noted as (
      update calendar_feeds f set last_used_at = imas_now() from live
      where f.id = live.id and (live.last_used_at is null or live.last_used_at < imas_now() - interval '1 hour')
    )
    select live.id, live.user_id as "userFeed", live.team_id as "teamId", u.language, ${rightsOf(ctx)} from live join users u on u.id = live.created_by and u.is_active`;
  if (!row || !may(actorFrom(row, 'link', {}), 'view_schedule')) return undefined;

  const now = (await databaseNow(ctx)).getTime();
  const span: Span = { now, from: now - shown.back, to: now + shown.ahead, known: now - shown.back - further };
  const from = new Date(span.known);
  const plans = await loadNamedPlans(ctx, { teamIds: row.teamId === null ? await teamsWith(ctx, row.userFeed!, from) : [row.teamId], from, to: new Date(span.to) });
  const entries = plans.flatMap(({ plan, teamName, names }) => entriesOf(plan.teamId, turnsBetween(plan, span.known, span.to), span)
    .filter(({ userId }) => row.userFeed === null || userId === row.userFeed).map((entry): NamedEntry => ({ ...entry, teamName, username: names.get(entry.userId) ?? '' })));
  return {
    id: row.id, teamName: row.teamId === null ? null : (plans[0]?.teamName ?? ''), language: row.language,
    entries: entries.toSorted((a, b) => a.from - b.from || a.level - b.level || (a.uid < b.uid ? -1 : 1)),
  };
}

/** When what this address shows changed last: now, unless it is what it showed the last time. @param content a fingerprint of it */
export async function feedChangedAt(ctx: Context, feedId: string, content: string): Promise<Date> {
  const [row] = await ctx.sql<{ changedAt: Date }[]>`
    with changed as (
      update calendar_feeds set content = ${content}, changed_at = date_trunc('second', imas_now())
      where id = ${feedId} and content is distinct from ${content} returning changed_at
    )
    select coalesce((select changed_at from changed), (select changed_at from calendar_feeds where id = ${feedId})) as "changedAt"`;
  return row!.changedAt;
}
