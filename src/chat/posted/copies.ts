import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { gatherOn } from '../../db/gather.ts';
import type { Card } from '../card.ts';
import { isNotThere } from '../fault.ts';
import type { Place, Platform, PlatformName, Posted } from '../platform.ts';
import { noteSent, takeLease } from './lease.ts';

export type Platforms = ReadonlyMap<PlatformName, Platform>;
export type Purpose = 'team' | 'announce' | 'room' | 'page';

/** How the subject begins of a word that nobody has answered: it offers nothing any more once somebody did. */
export const nudge = 'nudge:';

/** One place where a card is posted, and how new what stands there is. */
export interface Copy {
  id: string;
  subject: string;
  incident_id: string | null;
  purpose: Purpose;
  platform: PlatformName;
  place_id: string;
  place_kind: Place['kind'];
  message_id: string | null;
  version_sent: number;
  user_id: string | null;
  /** It was noted just now, with its lease. */
  isHeld?: true;
}
/** The newest state of a card, read after the lease was taken. */
export interface Drawn { version: number; card: Card; mentions?: readonly string[]; pages?: boolean; /** Nobody waits for this change: it only counts. */ isCosmetic?: boolean }

export interface NewCopy { subject: string; incidentId?: string; stormId?: string; purpose: Purpose; place: Place; userId?: string; /** It is posted already, by whoever notes it. */ messageId?: string }

/** Notes that cards belong in places; they are posted by the next `sync`. Asking twice changes nothing. */
export const addCopies = async (ctx: Context, copies: readonly NewCopy[]): Promise<void> => (copies.length === 0 ? undefined : noteAll(ctx, copies));
export const addCopy = (ctx: Context, copy: NewCopy): Promise<void> => addCopies(ctx, [copy]);

/** The same, and those of the console are ours to post at once. @returns them, as far as they were not noted before */
export const addAndHold = (ctx: Context, copies: readonly NewCopy[], replica: number): Promise<Copy[]> => holdAll(ctx, { copies, replica });

async function insertCopies(ctx: Context, wanted: readonly NewCopy[], replica?: number): Promise<Copy[]> {
  const copies = [...new Map(wanted.map((copy) => [[copy.subject, copy.purpose, copy.place.platform, copy.place.id].join(' '), copy])).values()];
  const column = <T>(read: (copy: NewCopy) => T | undefined) => copies.map((copy) => read(copy) ?? null);
  return ctx.sql<Copy[]>`
    insert into posted_cards (subject, incident_id, storm_id, purpose, platform, place_id, place_kind, user_id, message_id, lease_by)
    select n.* from unnest(${column((copy) => copy.subject)}::text[], ${column((copy) => copy.incidentId)}::uuid[], ${column((copy) => copy.stormId)}::uuid[], ${column((copy) => copy.purpose)}::text[],
      ${column((copy) => copy.place.platform)}::text[], ${column((copy) => copy.place.id)}::text[], ${column((copy) => copy.place.kind)}::text[], ${column((copy) => copy.userId)}::uuid[], ${column((copy) => copy.messageId)}::text[],
      ${column((copy) => (copy.place.platform === 'console' ? replica : undefined))}::int[]) n(subject, incident_id, storm_id, purpose, platform, place_id, place_kind, user_id, message_id, lease_by)
    -- the channel of another team may be where incidents are announced, and the incident moves: no card stands twice in one channel
    where n.purpose not in ('team', 'announce') or not exists (
      select from posted_cards c where c.subject = n.subject and c.subject = any(${copies.map((copy) => copy.subject)}::text[]) and c.platform = n.platform and c.place_id = n.place_id and c.purpose in ('team', 'announce'))
    on conflict do nothing returning *`;
}

const noteAll = gatherOn(async (ctx: Context, asked: readonly (readonly NewCopy[])[]) => {
  await insertCopies(ctx, asked.flat());
  return asked.map(() => undefined);
});

const holdAll = gatherOn(async (ctx: Context, asked: readonly { copies: readonly NewCopy[]; replica: number }[]): Promise<Copy[][]> => {
  const rows = Map.groupBy(await insertCopies(ctx, asked.flatMap(({ copies }) => copies), asked[0]!.replica), ({ incident_id: incidentId }) => incidentId);
  return asked.map(({ copies }) => (rows.get(copies[0]?.incidentId ?? null) ?? []).filter(({ platform }) => platform === 'console').map((row): Copy => ({ ...row, isHeld: true })));
});

/** After a refusal for good a copy is left alone this long: what was put right shows by itself at a later change. */
const leftAloneMinutes = 10;

type Which = { incidentId: string } | { stormId: string };

/** The copies on one platform, without those that the platform refused a moment ago, and without rooms that are closed or lost. */
export const copiesOf = (ctx: Context, which: Which, platform: PlatformName): Promise<Copy[]> => readCopies(ctx, { which, platform });

type Row = Copy & { storm_id: string | null };

const readCopies = gatherOn(async (ctx: Context, asked: readonly { which: Which; platform: PlatformName }[]): Promise<Copy[][]> => {
  const incidents = asked.flatMap(({ which }) => ('incidentId' in which ? [which.incidentId] : []));
  const storms = asked.flatMap(({ which }) => ('stormId' in which ? [`storm:${which.stormId}`] : []));
  const platforms = [...new Set(asked.map(({ platform }) => platform))];
  // Each by its own index.
  const rows = [
    ...(incidents.length === 0 ? [] : await readWhere(ctx, ctx.sql`c.incident_id = any(${incidents}::uuid[])`, platforms)),
    ...(storms.length === 0 ? [] : await readWhere(ctx, ctx.sql`c.subject = any(${storms}::text[])`, platforms)),
  ];
  const byWhose = Map.groupBy(rows, (row) => `${row.incident_id ?? row.storm_id} ${row.platform}`);
  return asked.map(({ which, platform }) => byWhose.get(`${'incidentId' in which ? which.incidentId : which.stormId} ${platform}`) ?? []);
});

const readWhere = (ctx: Context, whose: ReturnType<typeof ctx.sql>, platforms: readonly PlatformName[]): PromiseLike<Row[]> => ctx.sql<Row[]>`
  select c.* from posted_cards c
  where ${whose} and c.platform = any(${platforms as string[]}::text[]) and (c.failed_at is null or c.failed_at < imas_now() - make_interval(mins => ${leftAloneMinutes}))
    and (c.purpose <> 'room' or c.platform = 'console' or exists (
      select from rooms r where r.incident_id = c.incident_id and r.platform = c.platform and r.place_id = c.place_id and r.archived_at is null and r.lost_at is null))
  -- where a platform takes few changes a minute, those that many look at come first
  order by c.purpose = 'page', c.id`;

/** The platform refused it for good. */
export const noteRefusal = async (ctx: Context, copy: Copy, why: string): Promise<void> => {
  await ctx.sql`update posted_cards set failed = ${why.slice(0, 500)}, failed_at = imas_now(), lease_by = null where id = ${copy.id}`;
};
/** What the replicas of this process have in hand: the lease, which is the replica's, would let them in twice. */
const inHand = new Set<string>();

/**
 * Brings one copy up to date. One sender at a time holds its lease, and nothing older ever replaces something newer:
 * the lease is given only for a state that is newer than what stands there. A first post whose answer was lost is found
 * again by its key. Every change sends a job of its own, so one pass is enough.
 * @returns false when another sender has it in hand, who may have drawn before our change: somebody has to look again
 */
export async function sync(ctx: Context, platforms: Platforms, copy: Copy, replica: number, draw: (copy: Copy) => Promise<Drawn>): Promise<boolean> {
  const platform = platforms.get(copy.platform);
  if (platform === undefined) return true;
  const own = `${replica} ${copy.id}`;
  if (inHand.has(own)) return false;
  inHand.add(own);
  try {
    return await syncHeld(ctx, platform, copy, replica, await draw(copy).catch(async (error: unknown) => {
      if (copy.isHeld === true) await giveBack(ctx, copy, replica);
      throw error;
    }));
  } finally {
    inHand.delete(own);
  }
}

async function syncHeld(ctx: Context, platform: Platform, copy: Copy, replica: number, drawn: Drawn): Promise<boolean> {
  if (copy.version_sent >= drawn.version) return true;
  const held = copy.isHeld === true ? copy : await takeLease(ctx, { id: copy.id, version: drawn.version, replica });
  if (!held) {
    const [now] = await ctx.sql<{ version_sent: number }[]>`select version_sent from posted_cards where id = ${copy.id}`;
    return now === undefined || now.version_sent >= drawn.version;
  }
  const place: Place = { platform: copy.platform, id: copy.place_id, kind: copy.place_kind };
  // A platform may remember by its key a message that somebody deleted: the one in its stead has a key of its own.
  const key = [held.subject, held.purpose, ...(held.message_id === null ? [] : [held.message_id])].join(':');
  const say = () => platform.say(place, drawn.card, { key, mentions: drawn.mentions ?? [], pages: drawn.pages ?? false });
  try {
    const edited = held.message_id !== null && (await editOf(platform, { place, id: held.message_id }, drawn, held.purpose));
    if (edited) {
      await noteSent(ctx, { id: held.id, version: drawn.version, messageId: undefined, tellsAll: false });
      return true;
    }
    const posted = await say();
    const sent = { id: held.id, version: drawn.version, messageId: posted.id, tellsAll: held.purpose === 'team' && held.platform !== 'console' };
    if (held.purpose === 'room') await noteToPin(ctx, held, sent);
    else await noteSent(ctx, sent);
  } catch (error) {
    await giveBack(ctx, copy, replica);
    throw error;
  }
  return true;
}

const giveBack = async (ctx: Context, { id }: Copy, replica: number): Promise<void> => {
  await ctx.sql`update posted_cards set lease_by = null where id = ${id} and lease_by = ${replica}`;
};

/** Pinned it is by a job of its own: a platform may put that off, and this process may fall. */
const noteToPin = (ctx: Context, { id, platform }: Pick<Copy, 'id' | 'platform'>, sent: Parameters<typeof noteSent>[1]): Promise<void> => transaction(ctx, async (tx) => {
  await noteSent(tx, sent);
  await tx.enqueue('pin-card', { copyId: id, ...(platform === 'console' ? {} : { platform }) }, { key: id });
});

/** @returns false when somebody deleted the message: it is posted anew, unless it was a page, which nobody wants twice */
async function editOf(platform: Platform, posted: Posted, { card, isCosmetic = false }: Drawn, purpose: Purpose): Promise<boolean> {
  try {
    await platform.edit(posted, card, { awaited: !isCosmetic });
    return true;
  } catch (error) {
    if (!isNotThere(error)) throw error;
    return purpose === 'page';
  }
}
