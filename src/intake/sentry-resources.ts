import { z } from 'zod';
import { anything, list, paragraphs, part, text, texts, word, type Members } from './fields.ts';
import { fire, resolve, type Found } from './signals.ts';
import { BadPost, type Signal } from './source.ts';

const Metadata = part({ value: text });
const Event = z.object({
  triggered_rule: text,
  issue_alert: part({ settings: list }),
  event: part({
    issue_id: text,
    title: text,
    culprit: text,
    message: text,
    level: text,
    environment: text,
    release: text,
    url: text,
    web_url: anything,
    datetime: anything,
    timestamp: anything,
    metadata: Metadata,
    tags: list,
  }),
});
const Setting = part({ name: text, value: text });

/** An issue alert rule that triggered; there is no such post for its end. @throws BadPost without a title. */
export function readEventAlert(data: Members, receivedAt: Date): Signal {
  const { event, issue_alert: rule, triggered_rule } = Event.parse(data);
  const name = event.title ?? event.message;
  if (name === undefined) throw new BadPost('data.event.title', 'is missing');
  const project = /\/projects\/[^/]+\/([^/]+)\//.exec(event.url ?? '')?.[1];
  const labels = { ...labelsOf({ project, environment: event.environment, release: event.release, rule: triggered_rule }), ...pairsOf(event.tags) };
  const settings = rule.settings.map((setting) => Setting.parse(setting));
  return fire(
    {
      identity: event.issue_id,
      name,
      service: settings.find((setting) => setting.name === 'service')?.value ?? labels['service'] ?? project,
      labels,
      description: paragraphs(event.culprit, event.message, event.metadata.value),
      severityWord: event.level,
      url: event.web_url,
      startedAt: event.datetime ?? event.timestamp,
    },
    receivedAt,
  );
}

const Metric = z.object({
  description_title: text,
  description_text: text,
  web_url: anything,
  metric_alert: part({
    id: text,
    title: text,
    projects: texts,
    date_started: anything,
    date_closed: anything,
    alert_rule: part({ name: text, environment: text }),
  }),
});

/** A metric alert: `critical`, `warning` or `resolved`; other actions are nothing to us. @throws BadPost without id or title. */
export function readMetricAlert(action: string | undefined, data: Members, receivedAt: Date): Signal | undefined {
  const { metric_alert: alert, ...said } = Metric.parse(data);
  if (action !== 'critical' && action !== 'warning' && action !== 'resolved') return undefined;
  const name = alert.title ?? alert.alert_rule.name ?? said.description_title;
  if (name === undefined) throw new BadPost('data.metric_alert.title', 'is missing');
  const project = alert.projects[0];
  const found: Found = {
    // Issues and metric alerts count from one each.
    identity: alert.id === undefined ? undefined : `metric-alert-${alert.id}`,
    name,
    service: project,
    labels: labelsOf({ project, environment: alert.alert_rule.environment }),
    startedAt: alert.date_started,
  };
  if (action === 'resolved') return resolve({ ...found, endedAt: alert.date_closed }, receivedAt);
  return fire({ ...found, description: said.description_text, severityWord: action, url: said.web_url }, receivedAt);
}

const Issue = z.object({
  issue: part({
    id: text,
    shortId: text,
    title: text,
    culprit: text,
    level: text,
    metadata: Metadata,
    project: part({ name: text, slug: text }),
    firstSeen: anything,
    lastSeen: anything,
    web_url: anything,
    permalink: anything,
  }),
});
const OVER: ReadonlySet<string> = new Set(['resolved', 'archived', 'ignored']);

/** An issue's own life: created and unresolved fire; resolved and archived end it; assigning is nothing to us. */
export function readIssue(action: string | undefined, data: Members, receivedAt: Date): Signal | undefined {
  const { issue } = Issue.parse(data);
  const over = OVER.has(action ?? '');
  if (!over && action !== 'created' && action !== 'unresolved') return undefined;
  const name = issue.title ?? issue.shortId;
  if (name === undefined) throw new BadPost('data.issue.title', 'is missing');
  const project = issue.project.slug ?? issue.project.name;
  const found: Found = { identity: issue.id, name, service: project, labels: labelsOf({ project, issue: issue.shortId }) };
  if (over) return resolve(found, receivedAt);
  return fire(
    {
      ...found,
      description: paragraphs(issue.culprit, issue.metadata.value),
      severityWord: issue.level,
      url: issue.web_url ?? issue.permalink,
      // A regression is a new episode: its first sighting would be that of the one already over.
      startedAt: action === 'created' ? issue.firstSeen : issue.lastSeen,
    },
    receivedAt,
  );
}

const Pair = z.tuple([word, text]);

/** Sentry's tags are a list of pairs. */
const pairsOf = (tags: readonly unknown[]): Record<string, string> =>
  Object.fromEntries(
    tags.flatMap((tag) => {
      const [key, value] = Pair.safeParse(tag).data ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );

const labelsOf = (members: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(members).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
