import type { Context } from '../../context.ts';
import { gather } from '../../db/gather.ts';
import type { Card } from '../card.ts';
import type { Place, Platform, PlatformName } from '../platform.ts';

export type Platforms = ReadonlyMap<PlatformName, Platform>;
export type Purpose = 'team' | 'announce' | 'room' | 'page';

/** One place where a card is posted, and how new what stands there is. */
export interface Copy {
  id: string;
  subject: string;
  purpose: Purpose;
  platform: PlatformName;
  place_id: string;
  place_kind: Place['kind'];
  message_id: string | null;
  version_sent: number;
  user_id: string | null;
}
/** The newest state of a card, read after the lease was taken. */
export interface Drawn { version: number; card: Card; mentions?: readonly string[]; pages?: boolean }

export interface NewCopy { subject: string; incidentId?: string; stormId?: string; purpose: Purpose; place: Place; userId?: string; /** It is posted already, by whoever notes it. */ messageId?: string }

/** Notes that cards belong in places; they are posted by the next `sync`. Asking twice changes nothing. */
export async function addCopies(ctx: Context, copies: readonly NewCopy[]): Promise<void> {
  if (copies.length === 0) return;
  const column = <T>(read: (copy: NewCopy) => T | undefined) => copies.map((copy) => read(copy) ?? null);
  await ctx.sql`
    insert into posted_cards (subject, incident_id, storm_id, purpose, platform, place_id, place_kind, user_id, message_id)
    select * from unnest(${column((copy) => copy.subject)}::text[], ${column((copy) => copy.incidentId)}::uuid[], ${column((copy) => copy.stormId)}::uuid[], ${column((copy) => copy.purpose)}::text[],
      ${column((copy) => copy.place.platform)}::text[], ${column((copy) => copy.place.id)}::text[], ${column((copy) => copy.place.kind)}::text[], ${column((copy) => copy.userId)}::uuid[], ${column((copy) => copy.messageId)}::text[])
    on conflict do nothing`;
}

const noteAll = gather(async (asked: readonly { ctx: Context; copy: NewCopy }[]) => {
  await addCopies(asked[0]!.ctx, asked.map(({ copy }) => copy));
  return asked.map(() => undefined);
});
/** One copy, noted together with all that are noted in the same turn. */
export const addCopy = (ctx: Context, copy: NewCopy): Promise<void> => noteAll({ ctx, copy });

export const copiesOf = (ctx: Context, which: { incidentId: string } | { stormId: string }): Promise<Copy[]> => ('incidentId' in which
  ? ctx.sql<Copy[]>`select * from posted_cards where incident_id = ${which.incidentId} order by id`
  : ctx.sql<Copy[]>`select * from posted_cards where storm_id = ${which.stormId} order by id`);

/**
 * Brings one copy up to date. One sender at a time holds its lease, and nothing older ever replaces something newer:
 * the lease is given only for a state that is newer than what stands there. A first post whose answer was lost is found
 * again by its key. Every change sends a job of its own, so one pass is enough.
 * @returns false when another sender has it in hand, who may have drawn before our change: somebody has to look again
 */
export async function sync(ctx: Context, platforms: Platforms, copy: Copy, replica: number, draw: (copy: Copy) => Promise<Drawn>): Promise<boolean> {
  const platform = platforms.get(copy.platform);
  if (platform === undefined) return true;
  const drawn = await draw(copy);
  if (copy.version_sent >= drawn.version) return true;
  const [held] = await ctx.sql<Copy[]>`
    update posted_cards set lease_by = ${replica} where id = ${copy.id} and version_sent < ${drawn.version} and (lease_by is null or lease_by = ${replica}) returning *`;
  if (!held) {
    const [now] = await ctx.sql<{ version_sent: number }[]>`select version_sent from posted_cards where id = ${copy.id}`;
    return now === undefined || now.version_sent >= drawn.version;
  }
  const place: Place = { platform: copy.platform, id: copy.place_id, kind: copy.place_kind };
  try {
    if (held.message_id === null) {
      const posted = await platform.say(place, drawn.card, { key: `${held.subject}:${held.purpose}`, mentions: drawn.mentions ?? [], pages: drawn.pages ?? false });
      if (held.purpose === 'room') await platform.places.pin(posted);
      await ctx.sql`update posted_cards set message_id = ${posted.id}, version_sent = ${drawn.version}, lease_by = null where id = ${held.id}`;
    } else {
      await platform.edit({ place, id: held.message_id }, drawn.card);
      await ctx.sql`update posted_cards set version_sent = ${drawn.version}, lease_by = null where id = ${held.id}`;
    }
  } catch (error) {
    await ctx.sql`update posted_cards set lease_by = null where id = ${copy.id} and lease_by = ${replica}`;
    throw error;
  }
  return true;
}
