import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

export const settings = pgTable('settings', {
  scope: text({ enum: ['organisation', 'team', 'service', 'person'] }).notNull(),
  /** '' for the organisation, else the id of the team, service or user. */
  subject: text().notNull().default(''),
  name: text().notNull(),
  value: jsonb().notNull(),
}, (table) => [primaryKey({ columns: [table.scope, table.subject, table.name] })]);
export type Scope = (typeof settings.$inferSelect)['scope'];
