import { z } from '@hono/zod-openapi';
import type { AlertRow } from '../../domain/alerts/list-alerts.ts';
import { instantOut, iso, isoOrNull, severityOut } from '../shapes.ts';

export const alertOut = z.object({
  id: z.int(),
  name: z.string(),
  status: z.enum(['firing', 'resolved']),
  severity: severityOut,
  source: z.string(),
  fingerprint: z.string(),
  outcome: z.enum(['incident', 'silenced', 'dropped']),
  incident: z.string().nullable().openapi({ example: 'INC-42' }),
  service: z.string().nullable(),
  started_at: instantOut,
  ended_at: instantOut.nullable(),
  received_at: instantOut,
  last_seen_at: instantOut,
  deliveries: z.int(),
  labels: z.record(z.string(), z.string()),
  description: z.string(),
  url: z.string().nullable(),
  placed_by: z.string().openapi({ description: 'Which rule placed it, and why' }),
  notes: z.array(z.string()).openapi({ description: 'What was cut or guessed' }),
}).openapi('Alert');

export const alertBody = (row: AlertRow): z.input<typeof alertOut> => ({
  ...row,
  status: row.ended_at === null ? 'firing' : 'resolved',
  incident: row.incident === null ? null : `INC-${row.incident}`,
  started_at: iso(row.started_at),
  ended_at: isoOrNull(row.ended_at),
  received_at: iso(row.received_at),
  last_seen_at: iso(row.last_seen_at),
});
