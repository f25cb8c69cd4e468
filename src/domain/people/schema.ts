import { boolean, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: uuid().primaryKey().defaultRandom(),
  username: text().notNull(),
  email: text(),
  phone: text(),
  timeZone: text('time_zone'),
  language: text({ enum: ['en', 'fr'] }),
  slackUserId: text('slack_user_id'),
  discordUserId: text('discord_user_id'),
  isActive: boolean('is_active').notNull().default(true),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
export type User = typeof users.$inferSelect;

export const groups = pgTable('groups', {
  name: text().primaryKey(),
  codenames: text().array().notNull(),
  isBuiltIn: boolean('is_built_in').notNull().default(false),
});

export const userGroups = pgTable('user_groups', {
  userId: uuid('user_id').notNull(),
  groupName: text('group_name').notNull(),
}, (table) => [primaryKey({ columns: [table.userId, table.groupName] })]);

export interface WorkingHours { days: number[]; from: string; to: string }

export const teams = pgTable('teams', {
  id: uuid().primaryKey().defaultRandom(),
  name: text().notNull(),
  slug: text().notNull(),
  description: text().notNull().default(''),
  timeZone: text('time_zone').notNull().default('UTC'),
  workingHours: jsonb('working_hours').$type<WorkingHours>().notNull().default({ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }),
  acknowledgeTimeoutMinutes: integer('acknowledge_timeout_minutes').notNull().default(15),
  currentOnCall: uuid('current_on_call'),
  state: text({ enum: ['live', 'shadow'] }).notNull().default('live'),
  /** null: nobody chose; where the chat is, as soon as one is connected. */
  primaryPlatform: text('primary_platform', { enum: ['console', 'slack', 'discord'] }),
  slackChannelId: text('slack_channel_id'),
  discordChannelId: text('discord_channel_id'),
  /** Whose members are kept to be whoever is on call. */
  slackUserGroupId: text('slack_user_group_id'),
  /** Given to whoever is on call. */
  discordRoleId: text('discord_role_id'),
  isTriage: boolean('is_triage').notNull().default(false),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
export type Team = typeof teams.$inferSelect;

export const teamMembers = pgTable('team_members', {
  teamId: uuid('team_id').notNull(),
  userId: uuid('user_id').notNull(),
  role: text({ enum: ['member', 'manager'] }).notNull().default('member'),
  position: integer().notNull(),
}, (table) => [primaryKey({ columns: [table.teamId, table.userId] })]);

export const contacts = pgTable('contacts', {
  id: uuid().primaryKey().defaultRandom(),
  userId: uuid('user_id').notNull(),
  means: text({ enum: ['CHAT', 'SMS', 'VOICE', 'EMAIL', 'NTFY', 'WEBHOOK'] }).notNull(),
  address: text().notNull(),
  verifiedAt: timestamp('verified_at', { withTimezone: true }),
  setByAdmin: boolean('set_by_admin').notNull().default(false),
  /** A vendor said for good that nothing arrives there: it does not count until it is verified again. */
  badSince: timestamp('bad_since', { withTimezone: true }),
  badReason: text('bad_reason'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

export const tokens = pgTable('tokens', {
  id: uuid().primaryKey().defaultRandom(),
  userId: uuid('user_id').notNull(),
  name: text().notNull(),
  hash: text().notNull(),
  scopes: text().array(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp('expires_at', { withTimezone: true }),
  lastUsedAt: timestamp('last_used_at', { withTimezone: true }),
  revokedAt: timestamp('revoked_at', { withTimezone: true }),
});
