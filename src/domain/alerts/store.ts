import type { Tx } from '../../context.ts';
import { json, list } from '../../db/client.ts';
import type { FireSignal } from '../sources/signal.ts';
import { plainColumn, textColumn } from './columns.ts';
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

/** Writes new episodes, sorted so that replicas cannot deadlock. @throws Overtaken when one is there by now */
export async function insertAlerts(tx: Tx, alerts: readonly NewAlert[]): Promise<void> {
  if (alerts.length === 0) return;
  const rows = alerts.length === 1 ? alerts : alerts.toSorted((a, b) => compare(a.post.sourceId, b.post.sourceId) || compare(a.signal.fingerprint, b.signal.fingerprint) || a.episode.startedAt - b.episode.startedAt);
  // Without "on conflict do nothing", which looks into each unique index twice and writes every row twice to the log.
  await tx.sql`
    insert into alerts (source_id, fingerprint, started_at, other_starts, ended_at, received_at, last_seen_at, deliveries, name, severity, outcome, incident_id, service_id, group_key, group_ref, labels, description, url, placed_by, notes)
    select source_id, fingerprint, started_at, other_starts::timestamptz[], ended_at, received_at, received_at, deliveries, name, severity, outcome, incident_id, service_id, group_key, group_ref, labels, description, url, placed_by, notes::text[]
    from unnest(
      ${plainColumn(rows.map((a) => a.post.sourceId))}::uuid[], ${textColumn(rows.map((a) => a.signal.fingerprint))}::text[], ${plainColumn(rows.map((a) => new Date(a.episode.startedAt)))}::timestamptz[],
      ${textColumn(rows.map((a) => startsOf(a.episode)))}::text[], ${plainColumn(rows.map((a) => (a.episode.endedAt === undefined ? null : new Date(a.episode.endedAt))))}::timestamptz[],
      ${plainColumn(rows.map((a) => a.post.receivedAt))}::timestamptz[], ${plainColumn(rows.map((a) => 1 + a.episode.repeats))}::bigint[], ${textColumn(rows.map((a) => a.signal.name))}::text[],
      ${plainColumn(rows.map((a) => a.place.severity))}::text[], ${plainColumn(rows.map((a) => a.place.outcome))}::text[], ${plainColumn(rows.map((a) => a.incidentId))}::uuid[],
      ${plainColumn(rows.map((a) => a.place.serviceId))}::uuid[], ${textColumn(rows.map((a) => a.place.groupKey))}::text[], ${textColumn(rows.map((a) => a.groupRef))}::text[],
      ${textColumn(rows.map((a) => json(Object.fromEntries(a.signal.labels))))}::jsonb[], ${textColumn(rows.map((a) => a.signal.description))}::text[], ${textColumn(rows.map((a) => a.signal.url ?? null))}::text[],
      ${textColumn(rows.map((a) => a.place.placedBy))}::text[], ${textColumn(rows.map((a) => textColumn(a.signal.notes)))}::text[]
    ) a(source_id, fingerprint, started_at, other_starts, ended_at, received_at, deliveries, name, severity, outcome, incident_id, service_id, group_key, group_ref, labels, description, url, placed_by, notes)`.catch((error: unknown) => {
    throw (error as { code?: string }).code === uniqueViolation ? new Overtaken() : error;
  });
  const dropped = Map.groupBy(rows.filter((a) => a.place.outcome === 'dropped'), (a) => a.post.sourceId);
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

/** Keeps bodies as they came, for replay. */
export async function keepRaw(tx: Tx, posts: readonly Post[]): Promise<void> {
  if (posts.length === 0) return;
  // One value for all bodies: a statement whose text grows with their number would be planned anew each time.
  const bodies = posts.map((post) => post.raw);
  let at = 1;
  const starts = bodies.map((body) => { const start = at; at += body.byteLength; return start; });
  await tx.sql`
    insert into raw_posts (source_id, received_at, path, rejected, content)
    select source_id, received_at, path, rejected, substring(${Buffer.concat(bodies)}::bytea from start for size)
    from unnest(${plainColumn(posts.map((p) => p.sourceId))}::uuid[], ${plainColumn(posts.map((p) => p.receivedAt))}::timestamptz[], ${textColumn(posts.map((p) => p.path))}::text[],
      ${textColumn(posts.map((p) => (p.rejected.length === 0 ? null : json(p.rejected))))}::jsonb[], ${plainColumn(starts)}::int[], ${plainColumn(bodies.map((body) => body.byteLength))}::int[]) p(source_id, received_at, path, rejected, start, size)`;
}

const uniqueViolation = '23505';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const startsOf = (episode: Episode): string | null => (episode.otherStarts.length === 0 ? null : textColumn(episode.otherStarts.map((at) => new Date(at).toISOString())));
