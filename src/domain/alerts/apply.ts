import type { FireSignal } from '../sources/signal.ts';
import { fire, resolve, type Episode } from './episodes.ts';
import { groupRefOf, keyOf } from './keys.ts';
import type { KnownEpisode } from './known.ts';
import type { Post } from './post.ts';

export interface Fired { signal: FireSignal; post: Post; episode: Episode }
export interface Counted { id: number; times: number; at: Date }
/** What a batch comes to, before anything is written. */
export interface Effects {
  fresh: Fired[];
  /** Stored episodes that ended, or whose start or end is known better. */
  changed: KnownEpisode[];
  /** Episodes told apart from stored ones. */
  split: Episode[];
  counted: Counted[];
  acknowledged: { episode: KnownEpisode; post: Post; by: string | undefined }[];
  /** Posts that told something new; the others only repeated. */
  newsworthy: Set<Post>;
}

/** Lets a batch of posts loose on what is known, in the order of their arrival. Changes `known` in memory, nothing else. */
export function apply(posts: readonly Post[], known: Map<string, Episode[]>, groups: ReadonlyMap<string, readonly string[]>): Effects {
  const signals: { signal: FireSignal; post: Post }[] = [];
  const acknowledged: Effects['acknowledged'] = [];
  const newsworthy = new Set<Post>();
  const members = new Map<string, Set<string>>([...groups].map(([key, fingerprints]) => [key, new Set(fingerprints)]));
  const episodesOf = (post: Post, fingerprint: string): Episode[] => {
    const key = keyOf(post.sourceId, fingerprint);
    const list = known.get(key);
    if (list !== undefined) return list;
    const none: Episode[] = [];
    known.set(key, none);
    return none;
  };

  for (const post of posts) {
    if (post.rejected.length > 0) newsworthy.add(post);
    const receivedAt = post.receivedAt.getTime();
    for (const signal of post.signals) {
      switch (signal.kind) {
        case 'fire':
          if (fire(episodesOf(post, signal.fingerprint), { startedAt: signal.startedAt?.getTime(), receivedAt, index: signals.push({ signal, post }) - 1 }) === 'new') newsworthy.add(post);
          if (signal.groupRef !== undefined) {
            const key = keyOf(post.sourceId, groupRefOf(signal.groupRef));
            const group = members.get(key);
            if (group) group.add(signal.fingerprint);
            else members.set(key, new Set([signal.fingerprint]));
          }
          break;
        case 'resolve':
          if (resolve(episodesOf(post, signal.fingerprint), { startedAt: signal.startedAt?.getTime(), endedAt: signal.endedAt?.getTime(), receivedAt })) newsworthy.add(post);
          break;
        case 'resolveGroup':
          for (const fingerprint of members.get(keyOf(post.sourceId, groupRefOf(signal.groupRef))) ?? []) {
            if (resolve(episodesOf(post, fingerprint), { startedAt: undefined, endedAt: signal.endedAt?.getTime(), receivedAt })) newsworthy.add(post);
          }
          break;
        case 'acknowledge': {
          const open = episodesOf(post, signal.fingerprint).find((episode) => episode.endedAt === undefined);
          if (open?.id !== undefined) acknowledged.push({ episode: open as KnownEpisode, post, by: signal.by });
          newsworthy.add(post);
          break;
        }
      }
    }
  }
  return { ...sortOut(known, signals, posts.at(-1)?.receivedAt ?? new Date(0)), acknowledged, newsworthy };
}

function sortOut(known: Map<string, Episode[]>, signals: readonly { signal: FireSignal; post: Post }[], at: Date): Pick<Effects, 'fresh' | 'changed' | 'split' | 'counted'> {
  const fresh: Fired[] = [];
  const changed: KnownEpisode[] = [];
  const split: Episode[] = [];
  const counted: Counted[] = [];
  for (const list of known.values()) {
    for (const episode of list) {
      if (episode.id !== undefined) {
        if (episode.isChanged) changed.push(episode as KnownEpisode);
        if (episode.repeats > 0) counted.push({ id: episode.id, times: episode.repeats, at });
      } else if (episode.splitFrom !== undefined) split.push(episode);
      else fresh.push({ ...signals[episode.origin!]!, episode });
    }
  }
  return { fresh, changed, split, counted };
}
