import type { Tx } from '../../context.ts';
import { list } from '../../db/client.ts';
import type { FireSignal } from '../sources/signal.ts';
import { textColumn } from './columns.ts';
import type { Episode } from './episodes.ts';
import type { KnownEpisode } from './known.ts';
import type { Place } from './place.ts';
import { Overtaken, type Post } from './post.ts';

export interface NewAlert {
  signal: FireSignal;
  post: Post;
  episode: Episode;
  place: Place;
  incidentId: string | null;
  groupRef: string | null;
}

/** What a rule dropped is counted by source and day. */
export async function countDrops(tx: Tx, alerts: readonly NewAlert[]): Promise<void> {
  const dropped = Map.groupBy(alerts.filter((a) => a.place.outcome === 'dropped'), (a) => a.post.sourceId);
  for (const [source, list] of dropped) {
    await tx.sql`insert into drops (source_id, day, count) values (${source}, ${tx.now}::timestamptz::date, ${list.length}) on conflict (source_id, day) do update set count = drops.count + excluded.count`;
  }
}

/** Writes what changed of stored episodes. @throws Overtaken when one was ended by another meanwhile */
export async function updateEpisodes(tx: Tx, episodes: readonly KnownEpisode[]): Promise<void> {
  if (episodes.length === 0) return;
  const rows = episodes.toSorted((a, b) => a.id - b.id);
  const done = await tx.sql`
    update alerts a set started_at = e.started_at, other_starts = e.other_starts::timestamptz[], ended_at = e.ended_at
    from unnest(${rows.map((e) => e.id)}::bigint[], ${list(rows.map((e) => new Date(e.startedAt)))}::timestamptz[], ${rows.map(startsOf)}::text[],
      ${list(rows.map((e) => (e.endedAt === undefined ? null : new Date(e.endedAt))))}::timestamptz[], ${list(rows.map((e) => e.seenEnd))}::timestamptz[]
    ) e(id, started_at, other_starts, ended_at, seen_end) where a.id = e.id and a.ended_at is not distinct from e.seen_end`;
  if (done.count !== rows.length) throw new Overtaken();
}

/** An episode told apart from a stored one has all its facts but the times. */
export async function splitEpisodes(tx: Tx, episodes: readonly Episode[]): Promise<void> {
  for (const episode of episodes) {
    const done = await tx.sql`
      insert into alerts (source_id, fingerprint, started_at, other_starts, ended_at, received_at, last_seen_at, name, severity, outcome, incident_id, service_id, group_key, group_ref, labels, description, url, placed_by, notes)
      select source_id, fingerprint, ${new Date(episode.startedAt)}, ${list(episode.otherStarts.map((at) => new Date(at)))}::timestamptz[], ${episode.endedAt === undefined ? null : new Date(episode.endedAt)}::timestamptz,
        received_at, last_seen_at, name, severity, outcome, incident_id, service_id, group_key, group_ref, labels, description, url, placed_by, notes
      from alerts where id = ${episode.splitFrom!} on conflict do nothing`;
    if (done.count !== 1) throw new Overtaken();
  }
}

/** Later starts of an episode as a list that PostgreSQL reads. */
export const startsOf = (episode: Episode): string | null => (episode.otherStarts.length === 0 ? null : textColumn(episode.otherStarts.map((at) => new Date(at).toISOString())));
