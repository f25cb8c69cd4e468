export type DatadogState = 'triggered' | 'recovered';

const STATES: ReadonlyMap<string, DatadogState> = new Map([
  ['triggered', 'triggered'],
  ['re-triggered', 'triggered'],
  ['no data', 'triggered'],
  ['re-no data', 'triggered'],
  ['warn', 'triggered'],
  ['re-warn', 'triggered'],
  ['renotify', 'triggered'],
  ['re-notify', 'triggered'],
  ['recovered', 'recovered'],
]);

/** What a `$ALERT_TRANSITION` means; undefined for other words, such as the sentence of `$ALERT_STATUS`. */
export const stateOfTransition = (transition: string | undefined): DatadogState | undefined => STATES.get(transition?.trim().toLowerCase() ?? '');

export interface DatadogTitle { name: string; transition: string | undefined; scope: string; priority: string | undefined }

/**
 * The parts of an event's title: with Datadog's default payload it is all that tells the state.
 * @example titleOf('[P1] [Triggered on {host:pay-1}] CPU is high').scope // 'host:pay-1'
 */
export function titleOf(title: string): DatadogTitle {
  const parts = /^\s*(?:\[(p[1-5])\]\s*)?\[([a-z -]+?)(?: on \{([^}\]]*)\})?\]\s*(.*)$/is.exec(title);
  if (!parts || stateOfTransition(parts[2]) === undefined) return { name: title.trim(), transition: undefined, scope: '', priority: undefined };
  return { name: parts[4]!.trim(), transition: parts[2], scope: parts[3] ?? '', priority: parts[1] };
}
