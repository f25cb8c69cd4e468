import type { Episode } from './episodes.ts';
import type { GroupIncident } from './into-incidents.ts';
import type { KnownEpisode } from './known.ts';
import type { NewAlert } from './store.ts';

/** What a batch is to one incident. */
export interface Sum {
  joined: NewAlert[];
  cleared: number;
  /** By how much its counts change. */
  firing: number;
  total: number;
  sources: Set<string>;
}
/** What the timeline says of it. */
export interface Entry { incidentId: string; kind: 'alerts_joined' | 'alerts_cleared'; params: Record<string, string | number> }

/** @param joined incidents that opened or reopened for these alerts are among them @returns what a batch is to each incident it touches, by id */
export function sumUp({ alerts, joined, changed, split }: { alerts: readonly NewAlert[]; joined: ReadonlyMap<string, GroupIncident>; changed: readonly KnownEpisode[]; split: readonly Episode[] }): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  const of = (id: string): Sum => {
    const before = sums.get(id);
    if (before) return before;
    const sum: Sum = { joined: [], cleared: 0, firing: 0, total: 0, sources: new Set() };
    sums.set(id, sum);
    return sum;
  };
  for (const alert of alerts) {
    if (alert.incidentId === null) continue;
    const isOver = alert.episode.endedAt !== undefined;
    const incident = joined.get(alert.incidentId);
    const isOpening = incident?.fresh === true && incident.resolved_how === null;
    // A new incident was opened with its alerts counted as firing.
    if (isOpening && !isOver) continue;
    const sum = of(alert.incidentId);
    sum.sources.add(alert.post.sourceId);
    if (isOver) sum.cleared++;
    if (!isOpening) { sum.joined.push(alert); sum.total++; }
    sum.firing += isOpening ? -1 : isOver ? 0 : 1;
  }
  for (const episode of changed) {
    if (episode.incidentId === null || !episode.wasOpen || episode.endedAt === undefined) continue;
    const sum = of(episode.incidentId);
    sum.sources.add(episode.sourceId);
    sum.cleared++;
    sum.firing--;
  }
  for (const episode of split) {
    // What it was told apart from has changed too.
    const incident = changed.find(({ id }) => id === episode.splitFrom)?.incidentId;
    if (incident == null) continue;
    of(incident).total++;
    if (episode.endedAt === undefined) of(incident).firing++;
  }
  return sums;
}

/** How many joined, how many cleared. @param incident what they joined; nothing is said of joining one that opened for them */
export function entriesOf(incidentId: string, sum: Sum, incident: Pick<GroupIncident, 'fresh'> | undefined): Entry[] {
  const entries: Entry[] = [];
  if (sum.joined.length > 0 && incident?.fresh !== true) {
    const names = [...new Set(sum.joined.map(({ signal }) => signal.name))];
    entries.push({ incidentId, kind: 'alerts_joined', params: { n: sum.joined.length, names: names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '') } });
  }
  if (sum.cleared > 0) entries.push({ incidentId, kind: 'alerts_cleared', params: { n: sum.cleared } });
  return entries;
}
