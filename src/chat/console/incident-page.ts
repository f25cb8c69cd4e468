import type { Context } from '../../context.ts';
import { listAlerts, type AlertRow } from '../../domain/alerts/list-alerts.ts';
import { cardFacts } from '../../domain/escalation/card-facts.ts';
import { findIncident } from '../../domain/incidents/find.ts';
import { notificationsOf } from '../../domain/incidents/notifications-of.ts';
import type { Incident } from '../../domain/incidents/schema.ts';
import { timelineOf } from '../../domain/incidents/timeline-of.ts';
import { sayIn, type Say } from '../../texts/say.ts';
import { incidentCard } from '../cards/incident.ts';
import { errorWords } from '../error-words.ts';
import { placedByWords } from '../placed-by-words.ts';
import { sayEntry } from '../cards/timeline.ts';
import type { Drawing } from '../command.ts';
import type { IncidentPage } from './contract.ts';
import { readerOf } from './find-place.ts';
import { incidentLine } from './incident-line.ts';
import type { Manner } from './me.ts';
import { placesWithIncidents, seenBy } from './place-sight.ts';

const MOST_ALERTS = 200;

/**
 * Everything about one incident, in the reader's words. What is inside a confidential one is for those who are on it.
 * @param ref `INC-42`, `42` or the uuid
 * @param has whether there is such a command: other buttons are not drawn
 * @throws AppError forbidden, not_found
 */
export async function incidentPage(ctx: Context, ref: string, manner: Manner, has: Drawing['has']): Promise<IncidentPage> {
  const say = sayIn(manner.language, manner.timeZone);
  const incident = await findIncident(ctx, ref);
  const drawing: Drawing = { say, has };
  const room = await roomOf(ctx, incident.id);
  const card = incidentCard(await cardFacts(ctx, incident.id), drawing, { inside: incident.isMasked !== true });
  const head = { ...incidentLine(incident, say), ...(room === undefined ? {} : { room }) };
  if (incident.isMasked === true) {
    return { incident: { ...head, description: '', detectedAt: incident.detected_at.toISOString(), firing: 0, alertsTotal: 0 }, card, timeline: [], alerts: [], notifications: [] };
  }
  const [timeline, alerts, notifications] = await Promise.all([
    timelineOf(ctx, incident.id),
    listAlerts(ctx, { incidentId: incident.id }, { limit: MOST_ALERTS, offset: 0 }),
    notificationsOf(ctx, incident.id),
  ]);
  return {
    incident: { ...head, ...factsOf(incident) },
    card,
    timeline: timeline.map((entry) => ({
      at: entry.at.toISOString(), kind: entry.kind, ...lineOf(entry.key === null, entry.actor_name, entry.text, sayEntry(entry, drawing)),
    })),
    alerts: alerts.rows.map((alert) => alertOf(alert, say)),
    notifications: notifications.map((told) => ({
      at: told.at.toISOString(), to: told.to, means: say(`cards.means_${told.means}`), status: told.status, detail: told.error === null ? say(`cards.receipt_${told.status}`) : errorWords(told, say),
    })),
  };
}

/** Its room in the console, if there is one that the reader may see. */
async function roomOf(ctx: Context, incidentId: string): Promise<string | undefined> {
  const { sql } = ctx;
  const [room] = await sql<{ id: string }[]>`
    select p.id from ${placesWithIncidents(sql)} where i.id = ${incidentId} and p.kind = 'room' and ${seenBy(sql, readerOf(ctx))} order by p.created_at limit 1`;
  return room?.id;
}

/** A person's own words stand beside their name; anything else is a sentence that names who did it. */
const lineOf = (isWords: boolean, who: string, words: string | null, sentence: string): { who?: string; text: string } =>
  (isWords ? { who, text: words ?? '' } : { text: sentence });

function factsOf(incident: Incident): Omit<IncidentPage['incident'], keyof ReturnType<typeof incidentLine>> {
  const seconds = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000;
  const { created_at: opened, detected_at: detected, acknowledged_at: acknowledged, mitigated_at: mitigated, resolved_at: resolved } = incident;
  return {
    description: incident.description,
    detectedAt: detected.toISOString(),
    mttd: seconds(detected, opened),
    ...(acknowledged === null ? {} : { acknowledgedAt: acknowledged.toISOString(), mtta: seconds(opened, acknowledged) }),
    ...(incident.acknowledged_by_name === null ? {} : { acknowledgedBy: incident.acknowledged_by_name }),
    ...(mitigated === null ? {} : { mitigatedAt: mitigated.toISOString() }),
    ...(resolved === null ? {} : { resolvedAt: resolved.toISOString(), mttr: seconds(opened, resolved) }),
    firing: incident.alerts_firing,
    alertsTotal: incident.alerts_total,
  };
}

const alertOf = (alert: AlertRow, say: Say): IncidentPage['alerts'][number] => ({
  id: String(alert.id),
  name: alert.name,
  status: alert.ended_at === null ? 'firing' : 'resolved',
  severity: alert.severity,
  startedAt: alert.started_at.toISOString(),
  ...(alert.ended_at === null ? {} : { endedAt: alert.ended_at.toISOString() }),
  deliveries: alert.deliveries,
  source: alert.source,
  labels: alert.labels,
  description: alert.description,
  ...(alert.url === null ? {} : { url: alert.url }),
  notes: alert.notes,
  ...(alert.placed_by === '' ? {} : { why: placedByWords(alert.placed_by, say) }),
});
