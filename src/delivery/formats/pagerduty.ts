import { harmless } from '../../chat/harmless.ts';
import { sayIn } from '../../texts/say.ts';
import { bytesOf, cutTo } from '../cut-bytes.ts';
import { Refusal } from '../refusal.ts';
import type { Message } from '../provider.ts';
import { objectIn, textIn } from '../vendor-json.ts';
import { happeningOf, severityOf } from './incident-words.ts';
import type { Addressee, Format, Post } from './format.ts';

/** The product's own limits; an event may have 512 KB in all. */
const SUMMARY = 1024;
const DETAIL_BYTES = 100_000;
const severities = { 1: 'critical', 2: 'error', 3: 'warning', 4: 'info' } as const;
const units = (piece: string): number => piece.length;

/** PagerDuty's Events API v2: the incident is an alert there under its own id, opened, acknowledged and resolved as it is here. */
export const pagerduty: Format = {
  home: 'https://events.pagerduty.com/v2/enqueue',
  keepsAlerts: true,
  postsOf: (message, to) => {
    const incident = message.facts?.incident;
    switch (happeningOf(message)) {
      case 'opened': case 'reopened': return [post(to, 'trigger', incident!.id, alertOf(message))];
      case 'acknowledged': return [post(to, 'acknowledge', incident!.id)];
      case 'resolved': return [post(to, 'resolve', incident!.id)];
      // A test: it shows for a moment, and wakes nobody for long.
      case undefined: return [post(to, 'trigger', `imas-${message.key}`, alertOf(message)), post(to, 'resolve', `imas-${message.key}`)];
    }
  },
  explain(body) {
    const said = objectIn(body);
    const errors = Array.isArray(said?.['errors']) ? said['errors'].filter((one): one is string => typeof one === 'string') : [];
    const why = [textIn(said, 'message'), ...errors].filter((one) => one !== undefined).join(': ');
    return why === '' ? undefined : { why };
  },
  read(body) {
    const said = objectIn(body);
    if (textIn(said, 'status') !== 'success') throw new Refusal('outgoing.unreadable', { host: 'PagerDuty' }, { retry: false });
    return { id: textIn(said, 'dedup_key') ?? '' };
  },
};

const post = ({ url, secret }: Addressee, action: string, key: string, more: object = {}): Post => ({ url, body: { routing_key: secret, event_action: action, dedup_key: key, ...more } });

function alertOf(message: Message): object {
  const incident = message.facts?.incident;
  const url = message.incidentUrl;
  return {
    payload: {
      summary: cutTo(harmless(message.headline), SUMMARY, units), source: (incident?.service ?? '') || 'IMAS Manager', severity: incident === undefined ? 'info' : severities[severityOf(message)],
      timestamp: message.facts?.timestamp ?? new Date().toISOString(), ...(incident?.service ? { component: incident.service } : {}), ...(incident?.team ? { group: incident.team } : {}),
      custom_details: { ...(incident === undefined ? {} : { incident: incident.short_id }), text: cutTo(harmless(message.body), DETAIL_BYTES, bytesOf) },
    },
    client: 'IMAS Manager',
    ...(url === undefined ? {} : { client_url: url, links: [{ href: url, text: sayIn(message.language)('delivery.open_incident') }] }),
  };
}
