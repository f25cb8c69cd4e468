import { readEach, stateOf, unusable, type Unusable } from './elements.ts';
import { firstLine, isMembers, membersOf, paragraphs, textOf, type Members } from './fields.ts';
import { fitIdentity } from './fingerprint.ts';
import { fire, resolve, type Found } from './signals.ts';
import { BadPost, type RawPost, type Reading, type Signal } from './source.ts';

/** What a tool adds to the alerts that it groups as Alertmanager does. */
export type Extras = (alert: Members, annotations: Members) => Partial<Found>;

const NONE: Members = {};

/**
 * A grouped body as Alertmanager (version 4) and Grafana (version 1) send it. Read by hand, not by a schema:
 * it is the hot path. A group that is over as a whole ends with one signal for all of its alerts, because
 * `max_alerts` may have left some of them out.
 */
export function readGroup(post: RawPost, extras: Extras): Reading {
  const body = membersOf(post.body);
  const { alerts } = body;
  if (!Array.isArray(alerts)) throw new BadPost('alerts', alerts === undefined ? 'is missing' : 'must be a list');
  const groupRef = textOf(body['groupKey']);
  const over = groupRef !== undefined && body['status'] === 'resolved';
  const reading = readEach(alerts, 'alerts', (alert) => readAlert(alert, body, groupRef, extras, post.receivedAt));
  // A body that contradicts itself must not close what it has just opened.
  if (over && !reading.signals.some((signal) => signal.kind === 'fire')) {
    reading.signals.push({ kind: 'resolveGroup', groupRef: fitIdentity(groupRef), endedAt: lastEnd(reading.signals) });
  }
  return reading;
}

function readAlert(alert: unknown, body: Members, groupRef: string | undefined, extras: Extras, receivedAt: Date): Signal | Unusable {
  if (!isMembers(alert)) return unusable('alert', 'must be an object');
  const labels = isMembers(alert['labels']) ? alert['labels'] : NONE;
  const annotations = isMembers(alert['annotations']) ? alert['annotations'] : NONE;
  const identity = textOf(alert['fingerprint']);
  const alertname = textOf(labels['alertname']);
  if (identity === undefined && Object.keys(labels).length === 0) return unusable('labels', 'are missing, and there is no fingerprint');
  const state = stateOf(alert['status'] ?? body['status']);
  if (state === undefined) return unusable('status', 'must be firing or resolved');
  const found: Found = {
    identity,
    name: alertname ?? guessedName(body, annotations),
    hashedName: alertname ?? '',
    labels: alert['labels'],
    startedAt: alert['startsAt'],
    endedAt: alert['endsAt'],
  };
  if (state === 'resolved') return resolve(found, receivedAt);
  found.description = paragraphs(textOf(annotations['summary']), textOf(annotations['description']) ?? textOf(annotations['message']));
  found.severityWord = textOf(labels['severity']);
  found.url = alert['generatorURL'];
  found.runbookUrl = annotations['runbook_url'] ?? annotations['runbook'];
  found.dashboardUrl = annotations['dashboard_url'] ?? annotations['dashboard'];
  found.groupRef = groupRef;
  if (alertname === undefined) found.notes = ['no alertname label, name guessed'];
  return fire(Object.assign(found, extras(alert, annotations)), receivedAt);
}

function guessedName(body: Members, annotations: Members): string {
  const group = isMembers(body['groupLabels']) ? body['groupLabels'] : NONE;
  const said = textOf(group['alertname']) ?? textOf(annotations['summary']) ?? textOf(annotations['title']);
  return said === undefined ? 'Unnamed alert' : firstLine(said);
}

function lastEnd(signals: readonly Signal[]): Date | undefined {
  let last: Date | undefined;
  for (const signal of signals) {
    if (signal.kind === 'resolve' && signal.endedAt !== undefined && (last === undefined || signal.endedAt > last)) last = signal.endedAt;
  }
  return last;
}
