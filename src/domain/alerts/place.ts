import type { Directory } from '../sources/directory.ts';
import { placeSignal } from '../sources/place-signal.ts';
import type { FireSignal } from '../sources/signal.ts';
import type { Severity } from '../severity.ts';

/** Where a new alert goes, as its row says it. */
export type Place = { severity: Severity; placedBy: string } & (
  | { outcome: 'dropped'; serviceId: null; groupKey: null }
  | { outcome: 'incident'; serviceId: string; teamId: string; groupKey: string; /** May it join an incident that a person declared? */ joinsDeclared: boolean });

/**
 * Rule → service → (maintenance → silence) → group, in the order of spec §4.
 * @throws Error when the source is gone, or the installation has no triage service
 */
export function placeAlert(signal: FireSignal, sourceId: string, directory: Directory): Place {
  const source = directory.sources.get(sourceId);
  if (source === undefined) throw new Error(`The source ${sourceId} was deleted while its alerts came in.`);
  const placing = placeSignal(signal, source, directory);
  if (placing.dropped) return { outcome: 'dropped', severity: source.defaultSeverity, placedBy: placing.placedBy, serviceId: null, groupKey: null };
  const { serviceId, teamId, severity, groupKey, placedBy, isUnknown } = placing;
  return { outcome: 'incident', serviceId, teamId, severity, groupKey, placedBy, joinsDeclared: !isUnknown && (placing.rule?.grouping ?? source.grouping).by === 'service' };
}

export type InIncident = Extract<Place, { outcome: 'incident' }>;
