import type { Context } from '../../context.ts';
import { countRows, type Counted } from '../../db/count-rows.ts';
import { overrideColumns, type OverrideLine } from './find-override.ts';
import { shiftColumns, type ShiftLine } from './find-shift.ts';

export interface EntryFilter {
  teamIds?: readonly string[] | undefined;
  userId?: string | undefined;
  level?: number | undefined;
  /** Entries that end after this instant; those of the past too when absent. */
  from?: Date | undefined;
  /** Entries that start before it. */
  to?: Date | undefined;
  /** Part of the team's name, the username or the reason. */
  search?: string | undefined;
}
export const entryOrders = ['start_time', 'end_time', 'team', 'user', 'level', 'created_at'] as const;
/** By their start unless told otherwise. */
export interface EntryPage { limit: number; offset: number; order?: (typeof entryOrders)[number] | undefined; descending?: boolean }
export interface EntriesFound<Line> extends Counted { rows: Line[] }

/** What entries of the schedule and overrides are listed from. */
interface Lines { shifts: ShiftLine; overrides: OverrideLine }

/** Entries of the schedule or overrides. Asks for no permission. */
export async function readEntries<Table extends keyof Lines>(ctx: Context, table: Table, filter: EntryFilter, page: EntryPage): Promise<Lines[Table][]> {
  const { sql } = ctx;
  const columns = { start_time: sql`s.starts_at`, end_time: sql`s.ends_at`, team: sql`lower(t.name)`, user: sql`lower(u.username)`, level: sql`s.level`, created_at: sql`s.created_at` };
  const order = sql`${columns[page.order ?? 'start_time']} ${page.descending === true ? sql`desc` : sql``}`;
  return [...await sql<Lines[Table][]>`
    select ${table === 'shifts' ? shiftColumns(ctx) : overrideColumns(ctx)} ${matching(ctx, table, filter)}
    order by ${order}, s.starts_at, s.level, lower(t.name), s.id limit ${page.limit} offset ${page.offset}`];
}

/** One page of them, and how many there are. Asks for no permission. */
export async function pageEntries<Table extends keyof Lines>(ctx: Context, table: Table, filter: EntryFilter, page: EntryPage): Promise<EntriesFound<Lines[Table]>> {
  const counted = await countRows(ctx.sql, matching(ctx, table, filter));
  return { rows: await readEntries(ctx, table, filter, page), ...counted };
}

function matching({ sql }: Context, table: keyof Lines, { teamIds, userId, level, from, to, search = '' }: EntryFilter) {
  const part = search.trim().toLowerCase();
  const reason = table === 'overrides' ? sql`|| ' ' || s.reason` : sql``;
  return sql`
    from ${sql(table)} s join teams t on t.id = s.team_id join users u on u.id = s.user_id ${table === 'overrides' ? sql`left join users b on b.id = s.created_by` : sql``}
    where true
      ${teamIds === undefined ? sql`` : sql`and s.team_id = any(${teamIds as string[]}::uuid[])`}
      ${userId === undefined ? sql`` : sql`and s.user_id = ${userId}`}
      ${level === undefined ? sql`` : sql`and s.level = ${level}`}
      ${from === undefined ? sql`` : sql`and s.ends_at > ${from}`}
      ${to === undefined ? sql`` : sql`and s.starts_at < ${to}`}
      ${part === '' ? sql`` : sql`and position(${part} in lower(t.name || ' ' || u.username ${reason})) > 0`}`;
}
