import { boolean, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { severities, type Severity } from '../severity.ts';
import type { Matcher } from './matchers/matcher.ts';

export const sources = pgTable('sources', {
  id: uuid().primaryKey().defaultRandom(),
  name: text().notNull(),
  kind: text().notNull(),
  isActive: boolean('is_active').notNull().default(true),
  defaultSeverity: text('default_severity', { enum: severities }).notNull().default('SEV3_MEDIUM'),
  serviceLabels: text('service_labels').array().notNull().default(['service', 'job', 'app', 'component']),
  teamLabels: text('team_labels').array().notNull().default(['team', 'owner']),
  severityWords: jsonb('severity_words').$type<Record<string, Severity>>().notNull().default({}),
  ownerTeamId: uuid('owner_team_id'),
  grouping: text().notNull().default('service'),
  autoResolve: boolean('auto_resolve').notNull().default(true),
  toolMayAcknowledge: boolean('tool_may_acknowledge').notNull().default(false),
  signingSecret: text('signing_secret'),
  firstAlertAt: timestamp('first_alert_at', { withTimezone: true }),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
type Row = typeof sources.$inferSelect;

/** A source as it may be shown: that there is a signing secret, never which. */
export type Source = Omit<Row, 'signingSecret'> & { hasSigningSecret: boolean };

export function shown(row: Row): Source {
  const { signingSecret, ...source } = row;
  return { ...source, hasSigningSecret: signingSecret !== null };
}

export const sourceTokens = pgTable('source_tokens', {
  hash: text().primaryKey(),
  sourceId: uuid('source_id').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp('expires_at', { withTimezone: true }),
});

export const rules = pgTable('rules', {
  id: uuid().primaryKey().defaultRandom(),
  sourceId: uuid('source_id').notNull(),
  position: integer().notNull(),
  name: text().notNull().default(''),
  matchers: jsonb().$type<Matcher[]>().notNull(),
  targetServiceId: uuid('target_service_id'),
  overrideSeverity: text('override_severity', { enum: severities }),
  isDrop: boolean('is_drop').notNull().default(false),
  grouping: text(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
export type Rule = typeof rules.$inferSelect;
