import { z } from 'zod';
import { accepted, problem } from '../answers.ts';
import { doorOf } from '../door.ts';
import { anything, isMembers, list, membersOf, paragraphs, part, text, textOf, word, type Members } from '../fields.ts';
import { readGroup } from '../group.ts';
import { isSigned } from '../signature.ts';
import { fire, resolve, type Found } from '../signals.ts';
import { BadPost, type RawPost, type Reading, type Source } from '../source.ts';

/** Grafana's webhook contact point, and the legacy alerting of before version 9, told apart by `alerts`. */
export const grafana: Source = {
  read(post) {
    const body = membersOf(post.body);
    return 'alerts' in body || !('ruleName' in body || 'ruleId' in body) ? readGroup(post, unifiedExtras) : readLegacy(post);
  },
  authenticate({ headers, bytes }, { secret }) {
    if (secret === undefined) return true;
    const signature = headers['x-grafana-alerting-signature'];
    const timestamp = headers['x-grafana-alerting-timestamp'];
    return timestamp === undefined ? isSigned(signature, secret, bytes) : isSigned(signature, secret, `${timestamp}:`, bytes);
  },
  answer: accepted,
  refuse: problem,
  snippet: ({ url, token, name }) => `# Alerting → Contact points → Add contact point
Name: ${name}
Integration: Webhook
URL: ${doorOf(url, 'grafana')}
HTTP Method: POST
Authorization Header - Scheme: Bearer
Authorization Header - Credentials: ${token}
Disable resolved message: off

# provisioning/alerting/imas.yaml
apiVersion: 1
contactPoints:
  - orgId: 1
    name: ${JSON.stringify(name)}
    receivers:
      - uid: imas
        type: webhook
        disableResolveMessage: false
        settings:
          url: ${JSON.stringify(doorOf(url, 'grafana'))}
          httpMethod: POST
          authorization_scheme: Bearer
          authorization_credentials: ${JSON.stringify(token)}
`,
};

function unifiedExtras(alert: Members, annotations: Members): Partial<Found> {
  const values = isMembers(alert['values']) ? Object.entries(alert['values']).map(([key, value]) => `${key}=${textOf(value) ?? '?'}`) : [];
  return {
    description: paragraphs(textOf(annotations['summary']), textOf(annotations['description']), values.join(', ')),
    // The panel shows the very graph; the dashboard only the page it is on.
    dashboardUrl: textOf(alert['panelURL']) ?? textOf(alert['dashboardURL']) ?? annotations['dashboard_url'],
  };
}

const Legacy = z.object({
  ruleId: text,
  ruleName: text,
  title: text,
  state: word,
  message: text,
  ruleUrl: anything,
  tags: anything,
  evalMatches: list,
});
const Match = part({ metric: text, value: text });

function readLegacy(post: RawPost): Reading {
  const body = Legacy.parse(post.body);
  const labels = isMembers(body.tags) ? body.tags : {};
  const name = body.ruleName ?? body.title?.replace(/^\[[^\]]*\]\s*/, '') ?? `Rule ${body.ruleId ?? '?'}`;
  const found: Found = { identity: body.ruleId, name, hashedName: body.ruleName ?? '', labels };
  switch (body.state) {
    case 'ok':
      return { signals: [resolve(found, post.receivedAt)], rejected: [] };
    case 'paused':
    case 'pending':
      return { signals: [], rejected: [] };
    case 'alerting':
    case 'no_data': {
      const values = body.evalMatches.map((match) => Match.parse(match)).map(({ metric, value }) => `${metric ?? 'value'}=${value ?? '?'}`);
      found.description = paragraphs(body.message, values.join(', '));
      found.severityWord = textOf(labels['severity']);
      found.url = body.ruleUrl;
      if (body.state === 'no_data') found.notes = ['no data'];
      return { signals: [fire(found, post.receivedAt)], rejected: [] };
    }
    default:
      throw new BadPost('state', 'must be alerting, ok, no_data, paused or pending');
  }
}
