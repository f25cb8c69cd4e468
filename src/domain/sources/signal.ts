/** What a monitoring tool says once, whatever the tool: the sources in `intake/` translate to this. */
export interface FireSignal {
  kind: 'fire';
  /** The tool's own identity of the problem, or our hash; at most 255 characters. */
  fingerprint: string;
  name: string;
  description: string;
  /** The severity word as the tool said it, lower-case; undefined when it said none. */
  severityWord: string | undefined;
  /** A service named outside the labels (custom `service`, PagerDuty `component`), tried before labels. */
  service: string | undefined;
  team: string | undefined;
  labels: ReadonlyMap<string, string>;
  url: string | undefined;
  runbookUrl: string | undefined;
  dashboardUrl: string | undefined;
  /** Undefined when the tool did not say, or said nonsense: the receipt time counts then. */
  startedAt: Date | undefined;
  /** The tool's own grouping (Alertmanager, Grafana `groupKey`). */
  groupRef: string | undefined;
  /** What had to be cut, cleaned or guessed, in short English phrases. Shown on the alert. */
  notes: readonly string[];
}
export interface ResolveSignal {
  kind: 'resolve';
  fingerprint: string;
  startedAt: Date | undefined;
  endedAt: Date | undefined;
}
export interface AcknowledgeSignal { kind: 'acknowledge'; fingerprint: string; by: string | undefined }
/** Everything of this group is over, shown in the body or not (Alertmanager truncates). */
export interface ResolveGroupSignal { kind: 'resolveGroup'; groupRef: string; endedAt: Date | undefined }
export type Signal = FireSignal | ResolveSignal | AcknowledgeSignal | ResolveGroupSignal;
