import { z } from 'zod';
import { commonIn, type Common } from '../alertmanager-prose.ts';
import { baseOf } from '../door.ts';
import { anything, isMembers, list, membersOf, paragraphs, part, text, textOf, word, type Members } from '../fields.ts';
import { acknowledge, fire, resolve, type Found } from '../signals.ts';
import { BadPost, type RawPost, type Signal, type Source } from '../source.ts';

/** PagerDuty's Events API v2, as a target that tools already know (PagerDuty/api-schema, events-v2). */
export const pagerduty: Source = {
  read(post) {
    // A change event tells of a deployment; nothing is wrong.
    if (post.path[0] === 'change') return { signals: [], rejected: [] };
    return { signals: [readEvent(post)], rejected: [] };
  },
  authenticate: () => true,
  answer({ dedupKeys }) {
    const key = dedupKeys[0];
    return { status: 202, body: { status: 'success', message: 'Event processed', ...(key === undefined ? {} : { dedup_key: key }) } };
  },
  refuse: (error) => ({
    status: 400,
    body: { status: 'invalid event', message: 'Event object is invalid', errors: [`'${error.field}' ${error.message}`] },
  }),
  snippet: ({ url, token, name }) => `# alertmanager.yml
global:
  pagerduty_url: ${JSON.stringify(`${baseOf(url)}/v2/enqueue`)}
receivers:
  - name: ${JSON.stringify(name)}
    pagerduty_configs:
      - routing_key: ${JSON.stringify(token)}
        send_resolved: true

# curl
curl -X POST '${baseOf(url)}/v2/enqueue' \\
  -H 'Content-Type: application/json' \\
  -d '{"routing_key": "${token}", "event_action": "trigger", "dedup_key": "test", "payload": {"summary": "Test", "source": "curl", "severity": "critical"}}'
`,
};

const Link = part({ href: text, text });
const Event = z.object({
  event_action: word,
  dedup_key: text,
  client_url: anything,
  links: list,
  payload: part({
    summary: text,
    source: text,
    severity: text,
    timestamp: anything,
    component: text,
    group: text,
    class: text,
    custom_details: anything,
  }),
});

function readEvent({ body, receivedAt }: RawPost): Signal {
  const { event_action: action, dedup_key: key, payload, ...event } = Event.parse(membersOf(body));
  if (action !== 'trigger' && action !== 'acknowledge' && action !== 'resolve') {
    throw new BadPost('event_action', 'must be trigger, acknowledge or resolve');
  }
  if (action !== 'trigger') {
    if (key === undefined) throw new BadPost('dedup_key', `is required to ${action}`);
    return action === 'resolve' ? resolve({ identity: key, name: '' }, receivedAt) : acknowledge(key, undefined);
  }
  if (payload.summary === undefined) throw new BadPost('payload.summary', 'is missing or blank');
  const { labels, prose, common } = detailsOf(payload.custom_details);
  const { source, component, group, class: kind, summary } = payload;
  const links = event.links.map((link) => Link.parse(link));
  const runbook = links.find((link) => /runbook/i.test(`${link.text} ${link.href}`));
  const alertname = common.labels['alertname'];
  const found: Found = {
    identity: key,
    // Alertmanager's summary counts its alerts and so differs each time.
    name: alertname ?? summary,
    service: component,
    labels: { ...defined({ source, component, group, class: kind }), ...labels },
    description: paragraphs(common.annotations['summary'], alertname === undefined ? undefined : summary, prose),
    severityWord: common.labels['severity'] ?? payload.severity,
    url: event.client_url ?? links.find((link) => link !== runbook)?.href,
    runbookUrl: runbook?.href ?? common.annotations['runbook_url'],
    startedAt: payload.timestamp,
  };
  return fire(found, receivedAt);
}

const ALERTMANAGER_COUNTS: ReadonlySet<string> = new Set(['firing', 'resolved', 'num_firing', 'num_resolved']);

/** Custom details are labels, but text of several lines is to be read by people. */
function detailsOf(details: unknown): { labels: Members; prose: string; common: Common } {
  if (!isMembers(details)) return { labels: {}, prose: textOf(details) ?? '', common: commonIn(undefined) };
  const common = commonIn(details['firing']);
  const fromAlertmanager = Object.keys(common.labels).length > 0;
  const labels = new Map<string, unknown>(Object.entries(common.labels));
  const prose: string[] = [];
  for (const [key, value] of Object.entries(details)) {
    const said = typeof value === 'string' ? value.trim() : undefined;
    if (said === '') continue;
    if (said !== undefined && (said.includes('\n') || key === 'description')) prose.push(said);
    else if (!fromAlertmanager || !ALERTMANAGER_COUNTS.has(key)) labels.set(key, value);
  }
  return { labels: Object.fromEntries(labels), prose: paragraphs(...prose), common };
}

const defined = (members: Record<string, string | undefined>): Members =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
