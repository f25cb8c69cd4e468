import type { Context } from '../../context.ts';
import type { Directory } from '../sources/directory.ts';
import { isHeard } from '../sources/first-alert.ts';
import { isWorse } from '../severity.ts';
import type { Effects } from './apply.ts';
import { cardJobs, type CardsSoon, type Carded } from './cards-soon.ts';
import { Overtaken, type Post } from './post.ts';
import type { Ringing, RingingIncident } from './ringing.ts';
import type { NewAlert } from './store.ts';
import { entriesOf, sumUp } from './sums.ts';
import { writeDown } from './write-down.ts';

/**
 * Most batches of a flood only add alerts to incidents that ring already: then nothing need be asked and nobody told.
 * @returns those incidents by id, or undefined when more than that has to be done
 */
export function whatRings(ringing: Ringing, directory: Directory, effects: Effects, alerts: readonly NewAlert[]): Map<string, RingingIncident> | undefined {
  if (effects.changed.length + effects.split.length + effects.acknowledged.length > 0) return undefined;
  const joined = new Map<string, RingingIncident>();
  for (const { place, episode, post } of alerts) {
    if (place.outcome !== 'incident' || episode.endedAt !== undefined || !isHeard(directory, post.sourceId)) return undefined;
    const incident = ringing.of(place.groupKey);
    if (incident === undefined || isWorse(place.severity, incident.severity)) return undefined;
    joined.set(incident.id, incident);
  }
  return joined;
}

/**
 * Adds the alerts to these incidents by a single statement, which commits by itself. The jobs for their cards go before
 * it: they look a second later, and a card without news costs less than news without a card.
 * @throws Overtaken when one of the incidents does not ring any more; then none is relied on
 */
export async function joinRinging(ctx: Context, { cards, ringing }: { cards: CardsSoon; ringing: Ringing }, batch: { ringing: ReadonlyMap<string, RingingIncident>; alerts: readonly NewAlert[]; kept: readonly Post[] }): Promise<Carded> {
  for (const alert of batch.alerts) if (alert.place.outcome === 'incident') alert.incidentId = ringing.of(alert.place.groupKey)!.id;
  const sums = sumUp({ alerts: batch.alerts, joined: new Map(), changed: [], split: [] });
  const ids = [...sums.keys()];
  const carded = ids.filter((id) => !cards.isComing(id));
  try {
    if (carded.length > 0) await ctx.queue.send(ctx.sql, cardJobs(carded));
    await writeDown(ctx.sql, { ...batch, sums, entries: ids.flatMap((id) => entriesOf(id, sums.get(id)!, undefined)) });
  } catch (error) {
    if (error instanceof Overtaken) for (const { groupKey } of batch.ringing.values()) ringing.forget(groupKey);
    throw error;
  }
  return { carded, relied: ids.filter((id) => !carded.includes(id)) };
}
