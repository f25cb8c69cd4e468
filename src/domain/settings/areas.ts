import type { SettingName } from './definitions.ts';

/** What settings are about: so many are read at a glance. */
export const areas = ['access', 'rooms', 'pages', 'incidents', 'upkeep'] as const;
export type Area = (typeof areas)[number];

export const areaOf: Readonly<Record<SettingName, Area>> = {
  who_may_declare: 'access', home_members_act_as_viewers: 'access', discord_role_groups: 'access', secrets_in_chat: 'access',
  room_severities: 'rooms', room_when: 'rooms', room_private: 'rooms', auto_rooms_max: 'rooms', auto_rooms_minutes: 'rooms', announce_channel: 'rooms',
  reminder_after_minutes: 'pages', reminder_every_minutes: 'pages', still_on_it_minutes: 'pages', page_bundle_count: 'pages', page_bundle_minutes: 'pages', sound: 'pages',
  refire_minutes: 'incidents', mute_hours: 'incidents', storm_incidents: 'incidents', storm_minutes: 'incidents',
  raw_posts_days: 'upkeep', on_call_history_days: 'upkeep', check_pending_escalations_at: 'upkeep', send_unacknowledged_reminders_at: 'upkeep', purge_raw_posts_at: 'upkeep', cleanup_stale_war_rooms_at: 'upkeep', check_on_call_at: 'upkeep',
};
