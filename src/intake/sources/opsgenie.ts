import { z } from 'zod';
import { commonIn } from '../alertmanager-prose.ts';
import { baseOf } from '../door.ts';
import { anything, isMembers, list, membersOf, paragraphs, part, text, textOf, texts, type Members } from '../fields.ts';
import { tagsOf } from '../labels.ts';
import { acknowledge, fire, resolve } from '../signals.ts';
import { BadPost, type RawPost, type Reading, type Signal, type Source } from '../source.ts';

/** Opsgenie's Alert API v2, as a target that tools already know (docs.opsgenie.com). */
export const opsgenie: Source = {
  read: readCall,
  authenticate: () => true,
  answer: ({ requestId, dedupKeys }) => ({
    status: 202,
    // The caller closes by what it was answered, so this is the alert's own identity.
    body: { result: 'Request will be processed', took: 0.001, requestId: dedupKeys[0] ?? requestId },
  }),
  refuse: (error) => ({
    status: 400,
    body: { message: `${error.field} ${error.message}`, errors: { [error.field]: error.message }, took: 0.001 },
  }),
  snippet: ({ url, token, name }) => `# alertmanager.yml
global:
  opsgenie_api_url: ${JSON.stringify(`${baseOf(url)}/`)}
  opsgenie_api_key: ${JSON.stringify(token)}
receivers:
  - name: ${JSON.stringify(name)}
    opsgenie_configs:
      - send_resolved: true

# curl
curl -X POST '${baseOf(url)}/v2/alerts' \\
  -H 'Authorization: GenieKey ${token}' \\
  -H 'Content-Type: application/json' \\
  -d '{"message": "Test", "alias": "test", "priority": "P1"}'
`,
};

const NOTHING: Reading = { signals: [], rejected: [] };

/** `alerts`, or `alerts/{id}/{action}` whatever its identifierType: id, tiny id and alias are one and the same here. */
function readCall(post: RawPost): Reading {
  const [, id, action] = post.path;
  if (id === undefined) return { signals: [readCreate(post)], rejected: [] };
  if (action === 'close') return { signals: [resolve({ identity: id, name: '' }, post.receivedAt)], rejected: [] };
  if (action !== 'acknowledge') return NOTHING;
  const by = isMembers(post.body) ? textOf(post.body['user']) : undefined;
  return { signals: [acknowledge(id, by)], rejected: [] };
}

const Responder = part({ type: text, name: text });
const Create = z.object({
  message: text,
  alias: text,
  description: text,
  responders: list,
  tags: texts,
  details: anything,
  entity: text,
  source: text,
  priority: text,
});

function readCreate({ body, receivedAt }: RawPost): Signal {
  const said = Create.parse(membersOf(body));
  if (said.message === undefined) throw new BadPost('message', 'is missing or blank');
  const details = isMembers(said.details) ? said.details : {};
  const labels: Members = { ...tagsOf(said.tags), ...(said.entity === undefined ? {} : { entity: said.entity }), ...details };
  // Alertmanager's message counts its alerts and so differs each time.
  const alertname = textOf(details['alertname']);
  const { annotations } = commonIn(said.description);
  const named = ['service', 'job', 'app', 'component'].some((key) => textOf(labels[key]) !== undefined);
  return fire(
    {
      identity: said.alias,
      name: alertname ?? said.message,
      service: named ? undefined : said.entity,
      team: said.responders.map((responder) => Responder.parse(responder)).find(({ type }) => type === 'team')?.name,
      labels: said.source === undefined ? labels : { source: said.source, ...labels },
      description: paragraphs(annotations['summary'], alertname === undefined ? undefined : said.message, said.description),
      severityWord: said.priority ?? textOf(details['severity']),
      runbookUrl: details['runbook_url'] ?? annotations['runbook_url'],
      // Alertmanager gives its own address as source; it is the only link that Opsgenie's format has.
      url: /^https?:/i.test(said.source ?? '') ? said.source : undefined,
    },
    receivedAt,
  );
}
