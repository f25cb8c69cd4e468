import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { setting } from '../settings/setting.ts';
import type { Claimed } from './claim.ts';

/** Messages to be sent: each speaks for one or more claimed notifications, the first of which carries it. `bundled` are those over the limit: what waits for the same receiver travels along, though it be a single one so far. */
export interface Bundles { messages: Claimed[][]; bundled: Claimed[][]; later: Claimed[] }

/** Over the limit, pages are gathered this long into one message. */
const gatherSeconds = 30;

/**
 * More than five pages to a person in five minutes become one (both are settings). Groups what was claimed into
 * messages; while a bundle went out a moment ago, more is gathered for the next one.
 * @param isCrowded these had to wait for their provider: whatever there is for one receiver is one message
 */
export async function bundle(ctx: Context, claimed: readonly Claimed[], isCrowded = false): Promise<Bundles> {
  const pages = claimed.filter((one) => one.is_page && one.user_id !== null);
  const messages: Claimed[][] = claimed.filter((one) => !one.is_page || one.user_id === null).map((one) => [one]);
  const bundled: Claimed[][] = [];
  const later: Claimed[] = [];
  if (pages.length === 0) return { messages, bundled, later };
  const most = await setting(ctx, 'page_bundle_count');
  const minutes = await setting(ctx, 'page_bundle_minutes');
  const users = [...new Set(pages.map((one) => one.user_id!))];
  const sent = await ctx.sql<{ user_id: string; means: string; address: string; n: number; last_bundle: number | null }[]>`
    select user_id, means, address, count(distinct coalesce(bundle_id, id))::int as n, extract(epoch from imas_now() - max(sent_at) filter (where bundle_id is not null))::float8 as last_bundle
    from notifications where is_page and user_id = any(${users}::uuid[]) and id <> all(${pages.map((one) => one.id)}::uuid[])
      and created_at > imas_now() - make_interval(mins => ${minutes + 1}) and sent_at > imas_now() - make_interval(mins => ${minutes}) and status in ('sending', 'sent', 'accepted', 'delivered', 'acted')
    group by 1, 2, 3`;
  const key = (one: { user_id: string | null; means: string; address: string }) => `${one.user_id} ${one.means} ${one.address}`;
  const recent = new Map(sent.map((row) => [key(row), row]));
  for (const [receiver, mine] of Map.groupBy(pages, key)) {
    const before = recent.get(receiver);
    if (isCrowded && mine[0]!.means !== 'CHAT') {
      messages.push(mine);
      if (mine.length > 1) bundled.push(mine);
    } else if ((before?.n ?? 0) + mine.length <= most) messages.push(...mine.map((one) => [one]));
    else if (before?.last_bundle != null && before.last_bundle < gatherSeconds) later.push(...mine);
    else {
      messages.push(mine);
      bundled.push(mine);
    }
  }
  return { messages, bundled, later };
}

/** What waits for the same receivers by the same means: it may travel along. */
export async function waitingAlong(ctx: Context, claimed: readonly Claimed[]): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }[]>`
    select n.id from notifications n join unnest(${claimed.map((one) => one.user_id)}::uuid[], ${claimed.map((one) => one.means)}::text[], ${claimed.map((one) => one.address)}::text[]) c(user_id, means, address)
      on n.user_id = c.user_id and n.means = c.means and n.address = c.address
    where n.stage = 'waiting' and n.status = 'queued' and n.is_page and n.after_seconds = 0 and n.id <> all(${claimed.map((one) => one.id)}::uuid[]) limit 1000`;
  return rows.map((row) => row.id);
}

/** Pages that had to wait for room at a provider, for the same receivers as these. */
export async function waitingForRoom(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }[]>`
    select distinct o.id from notifications n join notifications o on o.user_id = n.user_id and o.means = n.means and o.address = n.address
    where n.id = any(${ids as string[]}::uuid[]) and o.stage = 'waiting' and o.status = 'queued' and o.is_page and o.error is not null limit 1000`;
  return rows.map((row) => row.id);
}

/** Before they leave: whoever answers at once answers all that travels with the first. @param bundles each with what carries it first */
export async function noteBundles(ctx: Context, bundles: readonly (readonly Claimed[])[]): Promise<void> {
  const rows = bundles.flatMap((bundle) => bundle.map(({ id }) => ({ id, head: bundle[0]!.id })));
  if (rows.length === 0) return;
  await ctx.sql`update notifications n set bundle_id = b.head from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ head }) => head)}::uuid[]) b(id, head) where n.id = b.id`;
}

/** Gives claimed ones back to wait for the next bundle. */
export async function gatherLater(ctx: Context, later: readonly Claimed[]): Promise<void> {
  if (later.length === 0) return;
  const ids = later.map((one) => one.id);
  await transaction(ctx, async (tx) => {
    await tx.sql`update notifications set status = 'queued', claimed_by = null, sent_at = null, attempts = attempts - 1 where id = any(${ids}::uuid[]) and status = 'sending'`;
    await tx.enqueue('deliver', { notificationIds: ids }, { delaySeconds: gatherSeconds });
  });
}
