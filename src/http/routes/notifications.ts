import { z } from '@hono/zod-openapi';
import { listNotifications, notificationStatuses, showNotification } from '../../domain/notifications/list-notifications.ts';
import { retryDead, retryOne } from '../../domain/notifications/retry-dead.ts';
import { findInside } from '../../domain/incidents/find.ts';
import { findUser } from '../../domain/people/find-user.ts';
import { transaction } from '../../db/transaction.ts';
import { notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { notificationBody, notificationOut } from '../bodies/notification.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { limitOf, listOut, listQuery, pageOf } from '../paging.ts';
import { given, instantIn, listOf, reference, upper, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'notifications';
const refs = { refs: { 'errors.unknown_incident': 'incident', 'errors.unknown_user': 'user' } } as const;
const filters = listQuery(['created_at'], {
  incident: reference.optional(),
  user: reference.optional(),
  status: listOf(z.enum(notificationStatuses), 'One or several, with commas: dead,failed').optional(),
  means: upper(['CHAT', 'SMS', 'VOICE', 'EMAIL', 'NTFY', 'WEBHOOK']).optional(),
  purpose: words(40).optional(),
  created_after: instantIn.optional(),
  created_before: instantIn.optional(),
});

/** Who was told what by which means, and what came of it. */
export function notificationRoutes(api: Api): void {
  const { baseUrl } = api.parts.ports;

  endpoint(api, 'get', '/notifications/', { tag, summary: 'Notifications, newest first', query: filters, answer: listOut(notificationOut) }, async ({ ctx, query, url }) => {
    demand(ctx, 'view_incident');
    const { incident, user } = query;
    const wanted = await spoken(refs, (async () => given({
      incidentId: incident === undefined ? undefined : (await findInside(ctx, incident)).id,
      userId: user === undefined ? undefined : (await findUser(ctx, user)).id,
      statuses: query.status, means: query.means, purpose: query.purpose, createdAfter: query.created_after, createdBefore: query.created_before,
    }))());
    const found = await listNotifications(ctx, wanted, { ...limitOf(query), ascending: query.ordering === 'created_at' });
    return pageOf({ ...found, rows: found.rows.map(notificationBody) }, query, url, baseUrl);
  });

  endpoint(api, 'get', '/notifications/{id}/', { tag, summary: 'One notification', answer: notificationOut }, async ({ ctx, params }) => {
    demand(ctx, 'view_incident');
    const row = z.uuid().safeParse(params.id).success ? await showNotification(ctx, params.id) : undefined;
    if (!row) throw notFound('reach.unknown_notification', { id: params.id.slice(0, 40) });
    return notificationBody(row);
  });

  endpoint(api, 'post', '/notifications/{id}/retry/', { tag, summary: 'Sends one that was given up once more', answer: notificationOut }, async ({ ctx, params }) => transaction(ctx, async (tx) => {
    await retryOne(tx, params.id);
    return notificationBody((await showNotification(tx, params.id))!);
  }));

  endpoint(api, 'post', '/notifications/retry/', { tag, summary: 'Sends all that were given up once more, 500 at most', answer: z.object({ retried: z.int() }) }, async ({ ctx }) => ({ retried: await retryDead(ctx) }));
}
