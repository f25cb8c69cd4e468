import { userIdOf, type Context } from '../../context.ts';
import { countRows, type Counted } from '../../db/count-rows.ts';
import { onIt } from '../incidents/inside.ts';
import { demand, may } from '../../permissions.ts';

export const notificationStatuses = ['queued', 'sending', 'sent', 'accepted', 'delivered', 'acted', 'failed', 'dead', 'dropped', 'shadow'] as const;
export interface NotificationRow {
  id: string;
  /** `42` of INC-42; null also where that is confidential, the reader not on it, and the notification not theirs. */
  incident: number | null;
  user: string | null;
  purpose: string;
  means: string;
  /** null for readers who may not see this person's contacts. */
  address: string | null;
  /** null for readers who may not see providers, and before one was tried. */
  provider: string | null;
  status: (typeof notificationStatuses)[number];
  attempts: number;
  /** What the provider said; it may name the address, so it goes with that. */
  error: string | null;
  receipt: string | null;
  why: Record<string, unknown>;
  created_at: Date;
  sent_at: Date | null;
  finished_at: Date | null;
  delivered_at: Date | null;
  acted_at: Date | null;
  /** The provider's own words about what it took; like `error`. */
  note: string | null;
}
export interface NotificationFilters {
  incidentId?: string;
  userId?: string;
  statuses?: readonly NotificationRow['status'][];
  means?: string;
  purpose?: string;
  createdAfter?: Date;
  createdBefore?: Date;
}

/** Those that are few among all that was ever sent, and found by their stage. */
const staged: ReadonlySet<NotificationRow['status']> = new Set(['queued', 'dead']);

/** What was sent to whom and what came of it, the newest first unless told otherwise. @throws AppError forbidden */
export async function listNotifications(ctx: Context, filters: NotificationFilters, page: { limit: number; offset: number; ascending?: boolean }): Promise<{ rows: NotificationRow[] } & Counted> {
  demand(ctx, 'view_incident');

  const { sql } = ctx;
  const matching = sql`
    where true
      ${filters.incidentId === undefined ? sql`` : sql`and n.incident_id = ${filters.incidentId}`}
      ${filters.userId === undefined ? sql`` : sql`and n.user_id = ${filters.userId}`}
      ${filters.statuses === undefined ? sql`` : sql`and n.status = any(${filters.statuses as string[]}::text[])`} ${filters.statuses?.every((status) => staged.has(status)) === true ? sql`and n.stage is not null` : sql``}
      ${filters.means === undefined ? sql`` : sql`and n.means = ${filters.means}`}
      ${filters.purpose === undefined ? sql`` : sql`and n.purpose = ${filters.purpose}`}
      ${filters.createdAfter === undefined ? sql`` : sql`and n.created_at >= ${filters.createdAfter}`}
      ${filters.createdBefore === undefined ? sql`` : sql`and n.created_at < ${filters.createdBefore}`}`;
  const counted = await countRows(sql, sql`from notifications n ${matching}`);
  const order = page.ascending === true ? sql`n.created_at, n.id` : sql`n.created_at desc, n.id desc`;
  const rows = await sql<NotificationRow[]>`
    select ${columns(ctx)} from ${tables(ctx)} ${matching} order by ${order} limit ${page.limit} offset ${page.offset}`;
  return { rows: [...rows], ...counted };
}

/** One notification. @param id a uuid @returns undefined when there is none @throws AppError forbidden */
export async function showNotification(ctx: Context, id: string): Promise<NotificationRow | undefined> {
  demand(ctx, 'view_incident');

  const [row] = await ctx.sql<NotificationRow[]>`select ${columns(ctx)} from ${tables(ctx)} where n.id = ${id}`;
  return row;
}

/** Contacts are read by those who may change people, and by oneself (spec §2: Viewers read no contacts). */
function columns(ctx: Context) {
  const { sql } = ctx;
  const contact = sql`(${may(ctx.actor, 'change_user')} or n.user_id = ${userIdOf(ctx.actor)}::uuid)`;
  const isOpen = sql`(not coalesce(i.is_confidential, false) or n.user_id = ${userIdOf(ctx.actor)}::uuid or ${onIt(sql, ctx)})`;
  return sql`
    n.id, case when ${isOpen} then i.number end as incident, u.username as "user", n.purpose, n.means, case when ${contact} then n.address end as address,
    case when ${may(ctx.actor, 'view_provider')} then p.name end as provider, n.status, n.attempts, case when ${contact} then n.error end as error,
    n.receipt, case when ${isOpen} then n.why else '{}' end as why, n.created_at, n.sent_at, n.finished_at, n.delivered_at, n.acted_at, case when ${contact} then n.note end as note`;
}
const tables = ({ sql }: Context) => sql`
  notifications n left join incidents i on i.id = n.incident_id left join users u on u.id = n.user_id left join providers p on p.id = n.provider_id`;
