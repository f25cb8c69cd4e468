import type { Severity } from '../severity.ts';

/** An incident that rings: triggered, not snoozed. Alerts no worse than it change nothing of it but its counts. */
export interface RingingIncident { id: string; groupKey: string; severity: Severity }

/** So many are remembered; beyond, the ones that were noted first are asked for again. */
const most = 10_000;

/**
 * The incidents that rang when alerts last joined them, so that the next ones need not ask. What is remembered may be
 * over by now: whoever relies on it has it checked by the statement that writes, and forgets it when it was wrong.
 */
export interface Ringing {
  of(groupKey: string): RingingIncident | undefined;
  note(incident: RingingIncident): void;
  forget(groupKey: string): void;
}

export function ringing(): Ringing {
  const known = new Map<string, RingingIncident>();
  return {
    of: (groupKey) => known.get(groupKey),
    note(incident) {
      known.set(incident.groupKey, incident);
      if (known.size > most) known.delete(known.keys().next().value!);
    },
    forget: (groupKey) => { known.delete(groupKey); },
  };
}
