import { boolean, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const criticalities = ['TIER_1_CRITICAL', 'TIER_2', 'TIER_3'] as const;
export type Criticality = (typeof criticalities)[number];

/** How urgent an incident of the service is: as its severity says, or as its owners say. */
export const urgencyRules = ['by_severity', 'high', 'low', 'high_in_working_hours'] as const;
export type UrgencyRule = (typeof urgencyRules)[number];

export const services = pgTable('services', {
  id: uuid().primaryKey().defaultRandom(),
  name: text().notNull(),
  description: text().notNull().default(''),
  ownerTeamId: uuid('owner_team_id').notNull(),
  criticality: text({ enum: criticalities }).notNull().default('TIER_3'),
  urgency: text({ enum: urgencyRules }).notNull().default('by_severity'),
  runbookUrl: text('runbook_url'),
  dashboardUrl: text('dashboard_url'),
  isActive: boolean('is_active').notNull().default(true),
  isTriage: boolean('is_triage').notNull().default(false),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
export type Service = typeof services.$inferSelect;

/** Names and aliases of all services, folded: one namespace. */
export const serviceNames = pgTable('service_names', {
  name: text().primaryKey(),
  serviceId: uuid('service_id').notNull(),
  isAlias: boolean('is_alias').notNull(),
});
