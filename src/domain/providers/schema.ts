import { boolean, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const providers = pgTable('providers', {
  id: uuid().primaryKey().defaultRandom(),
  name: text().notNull(),
  kind: text().notNull(),
  /** Secret members are sealed one by one. */
  config: jsonb().$type<Record<string, unknown>>().notNull(),
  priority: integer().notNull().default(100),
  /** Messages within a minute and an hour; null: as its kind has it. */
  perMinute: integer('per_minute'),
  perHour: integer('per_hour'),
  isActive: boolean('is_active').notNull().default(true),
  lastUsedAt: timestamp('last_used_at', { withTimezone: true }),
  lastError: text('last_error'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
/** As it is stored. To show it, `masked`; to send by it, `providersFor`. */
export type ProviderRow = typeof providers.$inferSelect;
