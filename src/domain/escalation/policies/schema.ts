import { integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { severities } from '../../severity.ts';
import type { Step } from './step.ts';

export const escalationPolicies = pgTable('escalation_policies', {
  id: uuid().primaryKey().defaultRandom(),
  teamId: uuid('team_id').notNull(),
  name: text().notNull(),
  severity: text({ enum: severities }),
  repeatCount: integer('repeat_count').notNull().default(0),
  repeatIntervalMinutes: integer('repeat_interval_minutes').notNull().default(30),
  steps: jsonb().$type<Step[]>().notNull(),
  version: integer().notNull().default(1),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
export type PolicyRow = typeof escalationPolicies.$inferSelect;
