import { z } from 'zod';
import { accepted, problem } from '../answers.ts';
import { doorOf } from '../door.ts';
import { readEach, stateOf, unusable, type Unusable } from '../elements.ts';
import { anything, isMembers, membersOf, text } from '../fields.ts';
import { fire, resolve, type Found } from '../signals.ts';
import { BadPost, type RawPost, type Reading, type Signal, type Source } from '../source.ts';

/** Our own format for everything else: an object, a list, or `{"alerts": [...]}` (spec §4). Only a name is needed. */
export const custom: Source = {
  read: readCustom,
  authenticate: () => true,
  answer: accepted,
  refuse: problem,
  snippet: ({ url, token, name }) => `# ${name.replaceAll('\n', ' ')}
curl -X POST '${doorOf(url, 'custom')}' \\
  -H 'Authorization: Bearer ${token}' \\
  -H 'Content-Type: application/json' \\
  -d '{"alert_name": "HighCPUUsage", "status": "firing", "severity": "critical", "service": "web-frontend", "description": "CPU above 90 %"}'
`,
};

const Alert = z.object({
  alert_name: text,
  title: text,
  name: text,
  status: anything,
  severity: text,
  service: text,
  team: text,
  description: text,
  message: text,
  url: anything,
  link: anything,
  runbook_url: anything,
  dashboard_url: anything,
  fingerprint: text,
  started_at: anything,
  ended_at: anything,
  labels: anything,
});

function readCustom(post: RawPost): Reading {
  const alerts = Array.isArray(post.body) ? post.body : membersOf(post.body)['alerts'];
  if (alerts === undefined) return { signals: [readOnly(post)], rejected: [] };
  if (!Array.isArray(alerts)) throw new BadPost('alerts', 'must be a list');
  return readEach(alerts, 'alerts', (alert) => readAlert(alert, post.receivedAt));
}

function readOnly(post: RawPost): Signal {
  const signal = readAlert(post.body, post.receivedAt);
  if (signal.kind === 'unusable') throw new BadPost(signal.field, signal.reason);
  return signal;
}

function readAlert(alert: unknown, receivedAt: Date): Signal | Unusable {
  if (!isMembers(alert)) return unusable('alert', 'must be an object');
  const said = Alert.parse(alert);
  const name = said.alert_name ?? said.title ?? said.name;
  if (name === undefined) return unusable('alert_name', 'is missing');
  const state = stateOf(said.status);
  if (state === undefined) return unusable('status', 'must be firing or resolved');
  const found: Found = {
    identity: said.fingerprint,
    name,
    service: said.service,
    team: said.team,
    labels: said.labels,
    description: said.description ?? said.message,
    severityWord: said.severity,
    url: said.url ?? said.link,
    runbookUrl: said.runbook_url,
    dashboardUrl: said.dashboard_url,
    startedAt: said.started_at,
    endedAt: said.ended_at,
  };
  return state === 'resolved' ? resolve(found, receivedAt) : fire(found, receivedAt);
}
