import { z } from '@hono/zod-openapi';
import { listAlerts } from '../../domain/alerts/list-alerts.ts';
import { findInside } from '../../domain/incidents/find.ts';
import { lastNote, listTimeline, type TimelineRow } from '../../domain/incidents/list-timeline.ts';
import { addNote } from '../../domain/incidents/note.ts';
import { listNotifications } from '../../domain/notifications/list-notifications.ts';
import { transaction } from '../../db/transaction.ts';
import { alertBody, alertOut } from '../bodies/alert.ts';
import { notificationBody, notificationOut } from '../bodies/notification.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { limitOf, listOut, listQuery, pageOf } from '../paging.ts';
import { sayTo } from '../reader.ts';
import { instantOut, iso, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'incidents';
const entryOut = z.object({
  id: z.int(), at: instantOut, kind: z.string(), actor: z.string(), text: z.string().openapi({ description: 'In the language of Accept-Language' }), note: z.string().nullable(),
}).openapi('TimelineEntry');
const commentOut = z.object({ id: z.int(), at: instantOut, author: z.string(), text: z.string() }).openapi('Comment');
const commentBody = (row: TimelineRow): z.input<typeof commentOut> => ({ id: row.id, at: iso(row.at), author: row.actor_name, text: row.text ?? '' });
const ordered = listQuery(['at'], {});

/** What belongs to one incident: comments, timeline, notifications, alerts. */
export function incidentDetailRoutes(api: Api): void {
  const { baseUrl } = api.parts.ports;

  endpoint(api, 'get', '/incidents/{ref}/comments/', { tag, summary: 'What people wrote, oldest first', query: ordered, answer: listOut(commentOut) }, async ({ ctx, params, query, url }) => {
    const { id } = await findInside(ctx, params.ref);
    const found = await listTimeline(ctx, id, { kind: 'note', descending: query.ordering === '-at' }, limitOf(query));
    return pageOf({ ...found, rows: found.rows.map(commentBody) }, query, url, baseUrl);
  });

  endpoint(api, 'post', '/incidents/{ref}/comments/', { tag, summary: 'Writes on the timeline', body: z.object({ text: words(20_000) }), answer: commentOut, status: 201 }, ({ ctx, params, body }) => transaction(ctx, async (tx) => {
    const { id } = await spoken({ fields: { note: 'text' } }, addNote(tx, params.ref, body.text));
    return commentBody(await lastNote(tx, id));
  }));

  endpoint(api, 'get', '/incidents/{ref}/timeline/', { tag, summary: 'What happened, oldest first', query: ordered, answer: listOut(entryOut) }, async ({ ctx, params, query, url, c }) => {
    const { id } = await findInside(ctx, params.ref);
    const say = sayTo(c, api.deps);
    const found = await listTimeline(ctx, id, { descending: query.ordering === '-at' }, limitOf(query));
    const rows = found.rows.map((row) => ({ id: row.id, at: iso(row.at), kind: row.kind, actor: row.actor_name, text: row.key === null ? row.text ?? '' : say(row.key, row.params), note: row.text }));
    return pageOf({ ...found, rows }, query, url, baseUrl);
  });

  endpoint(api, 'get', '/incidents/{ref}/notifications/', { tag, summary: 'Who was told, how, and what came of it, newest first', query: listQuery(['created_at'], {}), answer: listOut(notificationOut) }, async ({ ctx, params, query, url }) => {
    const { id } = await findInside(ctx, params.ref);
    const found = await listNotifications(ctx, { incidentId: id }, { ...limitOf(query), ascending: query.ordering === 'created_at' });
    return pageOf({ ...found, rows: found.rows.map(notificationBody) }, query, url, baseUrl);
  });

  endpoint(api, 'get', '/incidents/{ref}/alerts/', { tag, summary: 'Its alerts, newest first', query: listQuery(['received_at'], {}), answer: listOut(alertOut) }, async ({ ctx, params, query, url }) => {
    const { id } = await findInside(ctx, params.ref);
    const found = await listAlerts(ctx, { incidentId: id, ...(query.search === undefined ? {} : { search: query.search }) }, { ...limitOf(query), ascending: query.ordering === 'received_at' });
    return pageOf({ ...found, rows: found.rows.map(alertBody) }, query, url, baseUrl);
  });
}
