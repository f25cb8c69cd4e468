import { highestLevel } from '../domain/oncall/level.ts';
import { readEvery, readHandover, readHours } from './rotation-words.ts';
import { isNone } from './none.ts';
import { zones } from './known/schedule.ts';
import { number, optional, text } from './options.ts';

/** What may be said of a rotation beside its team, name and people; the same when it is made and when it is changed. */
export const rotationFields = {
  every: optional(text({ label: 'schedules.every', help: 'schedules.help_every', named: true, max: 40 })),
  handover: optional(text({ label: 'schedules.handover', help: 'schedules.help_handover', named: true, max: 40 })),
  level: optional(number({ label: 'schedules.level', help: 'schedules.help_level', named: true, min: 1, max: highestLevel })),
  hours: optional(text({ label: 'schedules.hours', help: 'schedules.help_hours', named: true, max: 200 })),
  time_zone: optional(text({ known: zones, label: 'teamCommands.time_zone', help: 'teamCommands.help_time_zone', named: true, max: 64 })),
};

/** What of it was said, as the verbs take it. @throws AppError invalid, beside the field */
export function ruleSaid(o: { every?: string | undefined; handover?: string | undefined; level?: number | undefined; hours?: string | undefined; time_zone?: string | undefined }) {
  return {
    ...(o.every !== undefined && readEvery(o.every)), ...(o.handover !== undefined && readHandover(o.handover)), ...(o.level !== undefined && { level: o.level }),
    ...(o.hours !== undefined && { hours: isNone(o.hours) ? [] : readHours(o.hours) }), ...(o.time_zone !== undefined && { zone: o.time_zone }),
  };
}
