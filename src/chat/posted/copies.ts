import type { Context } from '../../context.ts';
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

export interface NewCopy { subject: string; incidentId?: string; stormId?: string; purpose: Purpose; place: Place; userId?: string }

/** Notes that a card belongs in a place; it is posted by the next `sync`. Asking twice changes nothing. */
export async function addCopies(ctx: Context, copies: readonly NewCopy[]): Promise<void> {
  for (const { subject, incidentId, stormId, purpose, place, userId } of copies) {
    await ctx.sql`
      insert into posted_cards (subject, incident_id, storm_id, purpose, platform, place_id, place_kind, user_id)
      values (${subject}, ${incidentId ?? null}, ${stormId ?? null}, ${purpose}, ${place.platform}, ${place.id}, ${place.kind}, ${userId ?? null}) on conflict do nothing`;
  }
}

export const copiesOf = (ctx: Context, which: { incidentId: string } | { stormId: string }): Promise<Copy[]> => ('incidentId' in which
  ? ctx.sql<Copy[]>`select * from posted_cards where incident_id = ${which.incidentId} order by id`
  : ctx.sql<Copy[]>`select * from posted_cards where storm_id = ${which.stormId} order by id`);

/**
 * Brings one copy up to date. One sender at a time holds its lease and always draws the newest state after taking it,
 * until what was sent is what is wanted. A first post whose answer was lost is found again by its key.
 * @returns whether it was ours to send; false: another has it in hand
 */
export async function sync(ctx: Context, platforms: Platforms, copy: Copy, replica: number, draw: (copy: Copy) => Promise<Drawn>): Promise<boolean> {
  const platform = platforms.get(copy.platform);
  if (platform === undefined) return false;
  const place: Place = { platform: copy.platform, id: copy.place_id, kind: copy.place_kind };
  for (;;) {
    const [held] = await ctx.sql<Copy[]>`update posted_cards set lease_by = ${replica} where id = ${copy.id} and (lease_by is null or lease_by = ${replica}) returning *`;
    if (!held) return false;
    try {
      const drawn = await draw(held);
      if (held.version_sent >= drawn.version) return true;
      const key = `${held.subject}:${held.purpose}`;
      if (held.message_id === null) {
        const posted = await platform.say(place, drawn.card, { key, mentions: drawn.mentions ?? [], pages: drawn.pages ?? false });
        await ctx.sql`update posted_cards set message_id = ${posted.id}, version_sent = ${drawn.version} where id = ${held.id}`;
        if (held.purpose === 'room') await platform.places.pin(posted);
      } else {
        await platform.edit({ place, id: held.message_id }, drawn.card);
        await ctx.sql`update posted_cards set version_sent = ${drawn.version} where id = ${held.id}`;
      }
    } finally {
      await ctx.sql`update posted_cards set lease_by = null where id = ${copy.id} and lease_by = ${replica}`;
    }
  }
}
