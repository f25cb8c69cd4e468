import type { Context, Tx } from '../../context.ts';
import type { Sql } from '../../db/client.ts';
import { together, transactionAfter } from '../../db/transaction.ts';
import { unavailable } from '../../errors.ts';
import { acknowledgeByTool } from '../incidents/acknowledge-by-tool.ts';
import { allClear } from '../incidents/all-clear.ts';
import type { Directory } from '../sources/directory.ts';
import { noteFirstAlerts } from '../sources/first-alert.ts';
import { apply, type Counted } from './apply.ts';
import { cardDelaySeconds, type CardsSoon } from './cards-soon.ts';
import { intoIncidents } from './into-incidents.ts';
import { groupRefOf } from './keys.ts';
import { loadEpisodes, loadGroups, type KnownEpisode } from './known.ts';
import { placeAlert } from './place.ts';
import { Overtaken, type Post } from './post.ts';
import type { Repeats } from './repeats.ts';
import { insertAlerts, keepRaw, splitEpisodes, updateEpisodes, type NewAlert } from './store.ts';
import { tally, type Tallied } from './tally.ts';

export interface Receiving {
  /** The configuration as this transaction sees it. */
  directory(on: { sql: Sql }): Promise<Directory>;
  repeats: Repeats;
  cards: CardsSoon;
}

/**
 * Takes many posts in one transaction: episodes begin and end, incidents open, join and clear, each alert ends in
 * exactly one of incident, silenced, dropped; the jobs that follow commit with them. When it returns, all is durable.
 */
export async function receive(ctx: Context, receiving: Receiving, posts: readonly Post[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const began = performance.now();
      const { counted, carded, relied } = await transactionAfter(ctx, (sql) => whatIsKnown(sql, receiving, posts), (tx, known) => receiveOnce(tx, known, receiving.cards, posts));
      receiving.cards.coming(carded, began);
      for (const incidentId of receiving.cards.missed(relied)) await ctx.enqueue('update-cards', { incidentId }, { key: incidentId, delaySeconds: cardDelaySeconds });
      for (const { id, times, at } of counted) receiving.repeats.add(id, times, at);
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

interface Known { directory: Directory; groups: Map<string, string[]>; episodes: Map<string, KnownEpisode[]> }

/** The configuration, and the episodes of which these posts may speak. */
async function whatIsKnown(sql: Sql, receiving: Receiving, posts: readonly Post[]): Promise<Known> {
  const groups = await loadGroups(sql, posts);
  const [directory, episodes] = await together(receiving.directory({ sql }), loadEpisodes(sql, posts, groups));
  return { directory, groups, episodes };
}

/** The order of spec §4, read aloud: fingerprint → rule → service → (maintenance → silence) → group → open or join. */
async function receiveOnce(tx: Tx, { directory, groups, episodes }: Known, cards: CardsSoon, posts: readonly Post[]): Promise<{ counted: Counted[] } & Pick<Tallied, 'carded' | 'relied'>> {
  const effects = apply(posts, episodes, groups);

  const alerts = effects.fresh.map(({ signal, post, episode }): NewAlert => ({
    signal, post, episode, incidentId: null,
    place: placeAlert(signal, post.sourceId, directory),
    groupRef: signal.groupRef === undefined ? null : groupRefOf(signal.groupRef),
  }));
  const joined = await intoIncidents(tx, alerts);
  // First what ended: of one fingerprint an episode may end and the next begin in the same batch.
  await updateEpisodes(tx, effects.changed);
  await splitEpisodes(tx, effects.split);
  const [, { clear, ...cardsOf }] = await together(
    insertAlerts(tx, alerts),
    tally(tx, directory, { alerts, joined, changed: effects.changed, split: effects.split }, cards),
    keepRaw(tx, posts.filter((post) => effects.newsworthy.has(post))),
  );
  await allClear(tx, clear);
  for (const { episode, post, by } of effects.acknowledged) {
    const source = directory.sources.get(post.sourceId);
    if (source?.toolMayAcknowledge === true && episode.incidentId !== null) await acknowledgeByTool(tx, episode.incidentId, by ?? source.name);
  }
  await noteFirstAlerts(tx, directory, alerts);
  return { counted: effects.counted, ...cardsOf };
}
