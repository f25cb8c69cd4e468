import type { Context } from '../../context.ts';
import type { Sql } from '../../db/client.ts';
import type { Card } from '../card.ts';
import type { MessagesPage, MessageView } from './contract.ts';
import { findPlace, readerOf } from './find-place.ts';

export interface MessageRow {
  id: number;
  place_id: string;
  version: number;
  at: Date;
  author_id: string | null;
  author_name: string | null;
  text: string | null;
  card: Card | null;
  is_pinned: boolean;
  pages: string[];
}

export const messageColumns = (sql: Sql) => sql`
  m.id, m.place_id, m.version, m.at, m.author_id, a.username as author_name, m.text, m.card, m.is_pinned, m.pages`;

/** A message as one person sees it. */
export const messageView = (row: MessageRow, userId: string): MessageView => ({
  id: String(row.id),
  place: row.place_id,
  version: row.version,
  at: row.at.toISOString(),
  ...(row.author_id === null ? {} : { author: { id: row.author_id, username: row.author_name ?? '?' } }),
  ...(row.text === null ? {} : { text: row.text }),
  ...(row.card === null ? {} : { card: row.card }),
  pinned: row.is_pinned,
  ...(row.pages.includes(userId) ? { page: true } : {}),
});

/** Messages of one page. */
const PAGE = 50;

/**
 * The newest messages of a place, or those before one; newest last.
 * @param before a message's id
 * @throws AppError not_found when the place is not the reader's to see
 */
export async function listMessages(ctx: Context, placeId: string, before?: string): Promise<MessagesPage> {
  const place = await findPlace(ctx, placeId);
  const { userId } = readerOf(ctx);
  const { sql } = ctx;
  const below = before !== undefined && /^\d{1,15}$/.test(before) ? Number(before) : undefined;
  const rows = await sql<MessageRow[]>`
    select ${messageColumns(sql)} from console_messages m left join users a on a.id = m.author_id
    where m.place_id = ${place.id} ${below === undefined ? sql`` : sql`and m.id < ${below}`} order by m.id desc limit ${PAGE + 1}`;
  return { messages: rows.slice(0, PAGE).map((row) => messageView(row, userId)).toReversed(), more: rows.length > PAGE };
}

/** Everything there is in a place now counts as read. */
export async function markRead(ctx: Context, placeId: string): Promise<void> {
  const place = await findPlace(ctx, placeId);
  await ctx.sql`
    insert into console_reads (place_id, user_id, last_read)
    select ${place.id}, ${readerOf(ctx).userId}, coalesce(max(id), 0) from console_messages where place_id = ${place.id}
    on conflict (place_id, user_id) do update set last_read = greatest(console_reads.last_read, excluded.last_read)`;
}
