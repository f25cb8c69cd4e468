import type { Sql } from '../../db/client.ts';
import { plainColumn, textColumn } from './columns.ts';
import type { Episode } from './episodes.ts';
import { groupRefOf, keyOf, partsOf } from './keys.ts';
import type { Post } from './post.ts';

/** A stored episode with what else receiving needs of its row. */
export interface KnownEpisode extends Episode { id: number; wasOpen: boolean; incidentId: string | null; name: string; sourceId: string; seenEnd: Date | null }

interface EpisodeRow { version: number; id: number; source_id: string; fingerprint: string; started_at: Date; other_starts: Date[] | null; ended_at: Date | null; incident_id: string | null; name: string }

/**
 * The episodes that these posts may speak of: open ones, and those that ended after what the posts say began.
 * @returns them by `keyOf`, each list in the order of its starts, and the version of the configuration at that moment
 */
export async function loadEpisodes(sql: Sql, posts: readonly Post[], groups: ReadonlyMap<string, readonly string[]>): Promise<{ version: number; episodes: Map<string, KnownEpisode[]> }> {
  const wanted = new Map<string, { source: string; fingerprint: string; since: number }>();
  for (const post of posts) {
    for (const signal of post.signals) {
      if (signal.kind === 'resolveGroup') continue;
      const since = (signal.kind === 'acknowledge' ? undefined : signal.startedAt?.getTime()) ?? post.receivedAt.getTime();
      const key = keyOf(post.sourceId, signal.fingerprint);
      const before = wanted.get(key);
      if (before === undefined) wanted.set(key, { source: post.sourceId, fingerprint: signal.fingerprint, since });
      else if (since < before.since) before.since = since;
    }
  }
  for (const [group, fingerprints] of groups) {
    const source = partsOf(group).sourceId;
    for (const fingerprint of fingerprints) if (!wanted.has(keyOf(source, fingerprint))) wanted.set(keyOf(source, fingerprint), { source, fingerprint, since: Infinity });
  }
  const known = new Map<string, KnownEpisode[]>();
  const list = [...wanted.values()];
  // One look into the index for each, whatever the planner thinks of a table that was empty when it planned.
  const rows = await sql<(EpisodeRow | { version: number; id: null })[]>`
    select v.version, a.* from configuration_version v left join (
      unnest(${plainColumn(list.map((w) => w.source))}::uuid[], ${textColumn(list.map((w) => w.fingerprint))}::text[], ${plainColumn(list.map((w) => (w.since === Infinity ? 'infinity' : new Date(w.since))))}::timestamptz[]) w(source_id, fingerprint, since)
      cross join lateral (
        select id, source_id, fingerprint, started_at, other_starts, ended_at, incident_id, name from alerts
        where source_id = w.source_id and fingerprint = w.fingerprint and (ended_at is null or ended_at >= w.since) order by started_at
      ) a) on true`;
  for (const row of rows) {
    if (row.id === null) continue;
    const episode: KnownEpisode = {
      id: row.id, startedAt: row.started_at.getTime(), otherStarts: (row.other_starts ?? []).map((at) => at.getTime()), endedAt: row.ended_at?.getTime(),
      repeats: 0, isChanged: false, origin: undefined, wasOpen: row.ended_at === null, incidentId: row.incident_id, name: row.name, sourceId: row.source_id, seenEnd: row.ended_at,
    };
    const key = keyOf(row.source_id, row.fingerprint);
    const list = known.get(key);
    if (list) list.push(episode);
    else known.set(key, [episode]);
  }
  return { version: rows[0]!.version, episodes: known };
}

/** Fingerprints that are open in the tools' own groups which a post declares all over. */
export async function loadGroups(sql: Sql, posts: readonly Post[]): Promise<Map<string, string[]>> {
  const groups = posts.flatMap((post) => post.signals.flatMap((signal) => (signal.kind === 'resolveGroup' ? [{ source: post.sourceId, ref: groupRefOf(signal.groupRef) }] : [])));
  const open = new Map<string, string[]>();
  if (groups.length === 0) return open;
  const rows = await sql<{ source_id: string; group_ref: string; fingerprint: string }[]>`
    select distinct a.source_id, a.group_ref, a.fingerprint from unnest(${groups.map((g) => g.source)}::uuid[], ${groups.map((g) => g.ref)}::text[]) g(source_id, ref)
    join alerts a on a.source_id = g.source_id and a.group_ref = g.ref and a.ended_at is null`;
  for (const row of rows) {
    const key = keyOf(row.source_id, row.group_ref);
    open.set(key, [...(open.get(key) ?? []), row.fingerprint]);
  }
  return open;
}
