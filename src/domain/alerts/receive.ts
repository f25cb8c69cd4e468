import type { Context } from '../../context.ts';
import type { Sql } from '../../db/client.ts';
import { unavailable } from '../../errors.ts';
import type { Directory } from '../sources/directory.ts';
import { apply, type Counted } from './apply.ts';
import { cardDelaySeconds, type CardsSoon } from './cards-soon.ts';
import { joinRinging, whatRings } from './join-ringing.ts';
import { groupRefOf } from './keys.ts';
import { loadEpisodes, loadGroups } from './known.ts';
import { placeAlert } from './place.ts';
import { Overtaken, type Post } from './post.ts';
import type { Repeats } from './repeats.ts';
import type { Ringing } from './ringing.ts';
import { settle } from './settle.ts';
import type { NewAlert } from './store.ts';

export interface Receiving {
  /** The configuration of this version. */
  directory(at: { sql: Sql; version: number }): Promise<Directory>;
  repeats: Repeats;
  cards: CardsSoon;
  ringing: Ringing;
}

/**
 * Takes many posts at once: episodes begin and end, incidents open, join and clear, each alert ends in exactly one of
 * incident, silenced, dropped; the jobs that follow commit with them. When it returns, all is durable.
 */
export async function receive(ctx: Context, receiving: Receiving, posts: readonly Post[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      for (const { id, times, at } of await receiveOnce(ctx, receiving, posts)) receiving.repeats.add(id, times, at);
      return;
    } catch (error) {
      // Another replica or lane stored the same episode or changed the same incident first: read again.
      if (!(error instanceof Overtaken)) throw error;
      // Never a 4xx: the tool would drop what it sent.
      if (attempt === 20) throw unavailable('errors.database_down', {}, { cause: error });
      await new Promise((wake) => setTimeout(wake, Math.random() * 5 * attempt));
    }
  }
}

/** The order of spec §4, read aloud: fingerprint → rule → service → (maintenance → silence) → group → open or join. */
async function receiveOnce(ctx: Context, receiving: Receiving, posts: readonly Post[]): Promise<Counted[]> {
  const groups = await loadGroups(ctx.sql, posts);
  const { version, episodes } = await loadEpisodes(ctx.sql, posts, groups);
  const effects = apply(posts, episodes, groups);
  if (effects.newsworthy.size === 0 && effects.changed.length === 0) return effects.counted;

  const directory = await receiving.directory({ sql: ctx.sql, version });
  const alerts = effects.fresh.map(({ signal, post, episode }): NewAlert => ({
    signal, post, episode, incidentId: null,
    place: placeAlert(signal, post.sourceId, directory),
    groupRef: signal.groupRef === undefined ? null : groupRefOf(signal.groupRef),
  }));
  const kept = posts.filter((post) => effects.newsworthy.has(post));
  const began = performance.now();
  const ringing = whatRings(receiving.ringing, directory, effects, alerts);
  const { carded, relied } = ringing === undefined ? await settle(ctx, receiving, { directory, effects, alerts, kept }) : await joinRinging(ctx, receiving, { ringing, alerts, kept });
  receiving.cards.coming(carded, began);
  for (const incidentId of receiving.cards.missed([...carded, ...relied])) await ctx.enqueue('update-cards', { incidentId }, { key: incidentId, delaySeconds: cardDelaySeconds });
  return effects.counted;
}
