import { z } from '@hono/zod-openapi';
import { notificationStatuses, type NotificationRow } from '../../domain/notifications/list-notifications.ts';
import { instantOut, iso, isoOrNull } from '../shapes.ts';

export const notificationOut = z.object({
  id: z.uuid(),
  incident: z.string().nullable().openapi({ example: 'INC-42' }),
  user: z.string().nullable(),
  purpose: z.string(),
  means: z.string(),
  address: z.string().nullable().openapi({ description: 'Only for those who may read this person’s contacts' }),
  provider: z.string().nullable().openapi({ description: 'Only for those who may read providers' }),
  status: z.enum(notificationStatuses),
  attempts: z.int(),
  error: z.string().nullable(),
  receipt: z.string().nullable(),
  why: z.record(z.string(), z.unknown()),
  created_at: instantOut,
  sent_at: instantOut.nullable(),
  finished_at: instantOut.nullable().openapi({ description: 'When the provider took it, or it was given up' }),
  delivered_at: instantOut.nullable().openapi({ description: 'When the provider said that it arrived' }),
  acted_at: instantOut.nullable(),
  note: z.string().nullable().openapi({ description: 'What the provider said besides' }),
}).openapi('Notification');

export const notificationBody = (row: NotificationRow): z.input<typeof notificationOut> => ({
  ...row,
  incident: row.incident === null ? null : `INC-${row.incident}`,
  created_at: iso(row.created_at),
  sent_at: isoOrNull(row.sent_at),
  finished_at: isoOrNull(row.finished_at),
  delivered_at: isoOrNull(row.delivered_at),
  acted_at: isoOrNull(row.acted_at),
});
