import type { Context } from '../../context.ts';
import type { z } from 'zod';
import type { Codename } from '../../permissions.ts';
import type { TextKey } from '../../texts/say.ts';
import { namedGroups } from './named-groups.ts';
import { channel, cron, oneOf, roleGroups, severityList, switched, wholeNumber } from './kinds.ts';
import type { Scope } from './schema.ts';

export interface Definition<T extends z.ZodType = z.ZodType> {
  type: T;
  fallback: z.output<T>;
  /** Where it may be set; the narrowest that is set wins: person, service, team, organisation. */
  scopes: readonly [Scope, ...Scope[]];
  /** Who may change it for the organisation. Narrower scopes belong to the team's managers, or to the person. */
  mayChange: Codename;
  help: TextKey;
  /** What only the database knows of a value: as it is stored. @throws AppError invalid */
  settle?(ctx: Pick<Context, 'sql'>, value: z.output<T>): Promise<z.output<T>>;
}
const define = <T extends z.ZodType>(definition: Definition<T>) => definition;

const organisation = { scopes: ['organisation'], mayChange: 'run_maintenance' } as const;
const perTeam = { scopes: ['organisation', 'team'], mayChange: 'run_maintenance' } as const;
const perService = { scopes: ['organisation', 'team', 'service'], mayChange: 'run_maintenance' } as const;

/** Everything that can be set beside the environment (spec §13): the code's only list, and the docs' table. */
export const definitions = {
  who_may_declare: define({ type: oneOf(['everyone', 'responders', 'operators']), fallback: 'responders', scopes: ['organisation'], mayChange: 'change_group', help: 'settings.who_may_declare' }),
  room_severities: define({ ...perService, type: severityList, fallback: ['SEV1_CRITICAL', 'SEV2_HIGH'], help: 'settings.room_severities' }),
  room_when: define({ ...perService, type: oneOf(['opening', 'acknowledged', 'never']), fallback: 'opening', help: 'settings.room_when' }),
  room_private: define({ ...perService, type: switched, fallback: false, help: 'settings.room_private' }),
  auto_rooms_max: define({ ...organisation, type: wholeNumber(0, 100), fallback: 5, help: 'settings.auto_rooms_max' }),
  auto_rooms_minutes: define({ ...organisation, type: wholeNumber(1, 1440), fallback: 10, help: 'settings.auto_rooms_minutes' }),
  announce_channel: define({ ...organisation, type: channel, fallback: '', help: 'settings.announce_channel' }),
  home_members_act_as_viewers: define({ type: switched, fallback: true, scopes: ['organisation'], mayChange: 'change_group', help: 'settings.home_members_act_as_viewers' }),
  discord_role_groups: define({ type: roleGroups, fallback: [], scopes: ['organisation'], mayChange: 'change_group', help: 'settings.discord_role_groups', settle: namedGroups }),
  secrets_in_chat: define({ type: switched, fallback: false, scopes: ['organisation'], mayChange: 'change_provider', help: 'settings.secrets_in_chat' }),
  reminder_after_minutes: define({ ...perTeam, type: wholeNumber(1, 1440), fallback: 10, help: 'settings.reminder_after_minutes' }),
  reminder_every_minutes: define({ ...perTeam, type: wholeNumber(1, 1440), fallback: 15, help: 'settings.reminder_every_minutes' }),
  still_on_it_minutes: define({ ...perTeam, type: wholeNumber(5, 1440), fallback: 30, help: 'settings.still_on_it_minutes' }),
  refire_minutes: define({ ...perService, type: wholeNumber(0, 1440), fallback: 15, help: 'settings.refire_minutes' }),
  mute_hours: define({ ...perService, type: wholeNumber(1, 72), fallback: 4, help: 'settings.mute_hours' }),
  storm_incidents: define({ ...perTeam, type: wholeNumber(2, 1000), fallback: 10, help: 'settings.storm_incidents' }),
  storm_minutes: define({ ...perTeam, type: wholeNumber(1, 60), fallback: 5, help: 'settings.storm_minutes' }),
  page_bundle_count: define({ ...organisation, type: wholeNumber(1, 100), fallback: 5, help: 'settings.page_bundle_count' }),
  page_bundle_minutes: define({ ...organisation, type: wholeNumber(1, 60), fallback: 5, help: 'settings.page_bundle_minutes' }),
  raw_posts_days: define({ ...organisation, type: wholeNumber(1, 90), fallback: 7, help: 'settings.raw_posts_days' }),
  on_call_history_days: define({ ...organisation, type: wholeNumber(31, 3650), fallback: 400, help: 'settings.on_call_history_days' }),
  check_pending_escalations_at: define({ ...organisation, type: cron, fallback: '*/5 * * * *', help: 'settings.check_pending_escalations_at' }),
  send_unacknowledged_reminders_at: define({ ...organisation, type: cron, fallback: '*/15 * * * *', help: 'settings.send_unacknowledged_reminders_at' }),
  purge_raw_posts_at: define({ ...organisation, type: cron, fallback: '15 4 * * *', help: 'settings.purge_raw_posts_at' }),
  cleanup_stale_war_rooms_at: define({ ...organisation, type: cron, fallback: '0 3 * * *', help: 'settings.cleanup_stale_war_rooms_at' }),
  check_on_call_at: define({ ...organisation, type: cron, fallback: '0 6 * * *', help: 'settings.check_on_call_at' }),
  sound: define({ type: switched, fallback: true, scopes: ['organisation', 'person'], mayChange: 'run_maintenance', help: 'settings.sound' }),
};

export type SettingName = keyof typeof definitions;
/** What a setting's value is, by its name. */
export type SettingValue<N extends SettingName> = z.output<(typeof definitions)[N]['type']>;
export const settingNames = Object.keys(definitions) as SettingName[];
