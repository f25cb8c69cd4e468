import { z } from 'zod';
import { accepted, problem } from '../answers.ts';
import { type DatadogState, stateOfTransition, titleOf } from '../datadog-title.ts';
import { doorOf } from '../door.ts';
import { MOST_LISTED, anything, membersOf, textOf } from '../fields.ts';
import { tagsOf } from '../labels.ts';
import { fire, resolve, type Found } from '../signals.ts';
import { BadPost, type RawPost, type Reading, type Source } from '../source.ts';

/** Datadog's webhooks, whose body is the customer's own template (docs.datadoghq.com/integrations/webhooks). */
export const datadog: Source = {
  read: readEvent,
  authenticate: () => true,
  answer: accepted,
  refuse: problem,
  snippet: ({ url, token, name }) => `# Integrations → Webhooks → New
Name: ${name.replace(/\s+/g, '-')}
URL: ${doorOf(url, 'datadog')}
Custom Headers: ${JSON.stringify({ Authorization: `Bearer ${token}` })}
Payload:
${JSON.stringify(TEMPLATE, undefined, 2)}

# Monitors → … → Notify
@webhook-${name.replace(/\s+/g, '-')}
`,
};

/** Our recommended payload; each variable is filled in by Datadog. */
const TEMPLATE = {
  alert_cycle_key: '$ALERT_CYCLE_KEY',
  alert_transition: '$ALERT_TRANSITION',
  alert_id: '$ALERT_ID',
  alert_title: '$ALERT_TITLE',
  alert_scope: '$ALERT_SCOPE',
  alert_type: '$ALERT_TYPE',
  alert_priority: '$ALERT_PRIORITY',
  title: '$EVENT_TITLE',
  body: '$TEXT_ONLY_MSG',
  tags: '$TAGS',
  hostname: '$HOSTNAME',
  url: '$LINK',
  date: '$DATE',
};

/** A variable that Datadog had no value for stays as it was written, or becomes the word null. */
const said = anything.transform((value) => {
  const known = textOf(value);
  return known === undefined || known === 'null' || /^\s*\$[A-Z_]+(\[.*\])?\s*$/.test(known) ? undefined : known;
});
const Event = z.object({
  alert_cycle_key: said,
  alert_id: said,
  monitor_id: said,
  alert_scope: said,
  scopes: said,
  alert_transition: said,
  alert_type: said,
  alert_priority: said,
  priority: said,
  severity: said,
  alert_title: said,
  title: said,
  text_only_msg: said,
  body: said,
  tags: anything.transform((value) => (Array.isArray(value) ? value.slice(0, MOST_LISTED).map((tag) => textOf(tag) ?? '') : (said.parse(value) ?? '').split(',', MOST_LISTED))),
  hostname: said,
  service: said,
  team: said,
  url: said,
  link: said,
  date: said,
  last_updated: said,
});
type Event = z.infer<typeof Event>;

function readEvent({ body, receivedAt }: RawPost): Reading {
  const event = Event.parse(membersOf(body));
  const title = titleOf(event.title ?? '');
  const name = event.alert_title ?? (title.name || undefined);
  if (name === undefined) throw new BadPost('title', 'is missing, or its variable was not filled in');
  const scopes = event.alert_scope ?? event.scopes;
  const labels = { ...(event.hostname === undefined ? {} : { host: event.hostname }), ...tagsOf((scopes ?? title.scope).split(',', MOST_LISTED)), ...tagsOf(event.tags) };
  const state = stateOfTransition(event.alert_transition) ?? stateOfTransition(title.transition) ?? stateOfType(event.alert_type);
  const found: Found = { identity: identityOf(event, scopes), name, labels, service: event.service, team: event.team };
  const at = event.date ?? event.last_updated;
  if (state === 'recovered') return { signals: [resolve({ ...found, endedAt: at }, receivedAt)], rejected: [] };
  found.startedAt = at;
  found.description = plainText(event.text_only_msg ?? event.body ?? '');
  found.severityWord = event.severity ?? priorityOf(event.alert_priority) ?? priorityOf(event.priority) ?? title.priority ?? event.alert_type;
  found.url = event.url ?? event.link;
  found.notes = state === undefined ? ['no alert_transition, taken as triggered'] : [];
  return { signals: [fire(found, receivedAt)], rejected: [] };
}

/** `$ALERT_CYCLE_KEY` links a trigger to its recovery; a monitor may alert for each of its scopes on its own. */
function identityOf(event: Event, scopes: string | undefined): string | undefined {
  if (event.alert_cycle_key !== undefined) return event.alert_cycle_key;
  const monitor = event.monitor_id ?? event.alert_id;
  if (monitor === undefined) return undefined;
  const sorted = (scopes ?? '').split(',').map((scope) => scope.trim()).sort().join(',');
  return `monitor ${monitor} ${sorted}`;
}

const stateOfType = (type: string | undefined): DatadogState | undefined => (type?.toLowerCase() === 'success' ? 'recovered' : undefined);

/** The monitor's P1 to P5; the event's own `normal` and `low` say nothing of severity. */
const priorityOf = (priority: string | undefined): string | undefined => (/^\s*p[1-5]\s*$/i.test(priority ?? '') ? priority : undefined);

/** Without the marks of Markdown and the names of those whom Datadog itself notifies. */
const plainText = (message: string): string => message.replaceAll('%%%', '').replace(/(?<!\S)@webhook-\S+[^\S\n]*/g, '').trim();
