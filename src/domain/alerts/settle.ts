import type { Context, Tx } from '../../context.ts';
import { together, transaction } from '../../db/transaction.ts';
import { acknowledgeByTool } from '../incidents/acknowledge-by-tool.ts';
import { allClear } from '../incidents/all-clear.ts';
import { worsen } from '../incidents/worsen.ts';
import { isWorse } from '../severity.ts';
import type { Directory } from '../sources/directory.ts';
import { noteFirstAlerts } from '../sources/first-alert.ts';
import type { Effects } from './apply.ts';
import { cardJobs, type CardsSoon, type Carded } from './cards-soon.ts';
import { intoIncidents, type GroupIncident } from './into-incidents.ts';
import type { Post } from './post.ts';
import type { Ringing, RingingIncident } from './ringing.ts';
import { countDrops, splitEpisodes, updateEpisodes, type NewAlert } from './store.ts';
import { entriesOf, sumUp, type Sum } from './sums.ts';
import { writeDown, type Touched } from './write-down.ts';

interface News { directory: Directory; effects: Effects; alerts: readonly NewAlert[]; kept: readonly Post[] }

/**
 * Carries out whatever a batch may come to, in one transaction: incidents open, reopen, are joined, worsen and clear.
 * @throws Overtaken when another was faster
 */
export async function settle(ctx: Context, { cards, ringing }: { cards: CardsSoon; ringing: Ringing }, news: News): Promise<Carded> {
  const { rings, ...carded } = await transaction(ctx, (tx) => settleIn(tx, cards, news));
  for (const incident of rings) ringing.note(incident);
  return carded;
}

async function settleIn(tx: Tx, cards: CardsSoon, { directory, effects, alerts, kept }: News): Promise<Carded & { rings: RingingIncident[] }> {
  const joined = await intoIncidents(tx, alerts);
  // First what ended: of one fingerprint an episode may end and the next begin in the same batch.
  await updateEpisodes(tx, effects.changed);
  await splitEpisodes(tx, effects.split);
  const sums = sumUp({ alerts, joined, changed: effects.changed, split: effects.split });
  const told = [...sums.keys()].filter((id) => joined.get(id)?.fresh !== true || sums.get(id)!.cleared > 0);
  const carded = told.filter((id) => !cards.isComing(id));
  // Sent together: these incidents are held against other transactions until the commit.
  const [touched] = await together(
    writeDown(tx.sql, { alerts, sums, kept, entries: told.flatMap((id) => entriesOf(id, sums.get(id)!, joined.get(id))) }),
    tx.queue.send(tx.sql, cardJobs(carded)),
  );
  const rings = [...joined.values()].filter(({ fresh }) => fresh === true);
  for (const row of touched) {
    const sum = sums.get(row.id)!;
    const incident = joined.get(row.id);
    if (incident === undefined || incident.fresh === true) continue;
    const firing = sum.joined.filter((alert) => alert.episode.endedAt === undefined);
    if (mayWorsen(row, firing)) await worsen(tx, row, firing.map(({ signal, place }) => ({ name: signal.name, severity: place.severity })));
    else if (row.status === 'TRIGGERED' && row.snoozed_until === null) rings.push({ ...incident, severity: row.severity });
  }
  await allClear(tx, touched.filter((row) => isClear(row, sums.get(row.id)!, directory)));
  for (const { episode, post, by } of effects.acknowledged) {
    const source = directory.sources.get(post.sourceId);
    if (source?.toolMayAcknowledge === true && episode.incidentId !== null) await acknowledgeByTool(tx, episode.incidentId, by ?? source.name);
  }
  await countDrops(tx, alerts);
  await noteFirstAlerts(tx, directory, alerts);
  return { carded, relied: told.filter((id) => !carded.includes(id)), rings: rings.flatMap(asRinging) };
}

/** Most alerts join an incident that is no milder and rings already: then there is nothing to look up. */
const mayWorsen = (row: Touched, joined: readonly NewAlert[]): boolean =>
  joined.length > 0 && (row.status !== 'TRIGGERED' || row.snoozed_until !== null || joined.some(({ place }) => isWorse(place.severity, row.severity)));

/** Nothing of it fires any more, and every source that said so may resolve. */
const isClear = (row: Touched, { cleared, sources }: Sum, directory: Directory): boolean =>
  row.alerts_firing === 0 && cleared > 0 && [...sources].every((id) => directory.sources.get(id)?.autoResolve ?? true);

const asRinging = ({ id, group_key, severity }: GroupIncident): RingingIncident[] => (group_key === null ? [] : [{ id, groupKey: group_key, severity }]);
