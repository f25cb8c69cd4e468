import { invalid } from '../../errors.ts';
import { badField, nameOfThing, numberFrom, timeZoneFrom } from '../people/well-formed.ts';
import { levelFrom } from './level.ts';
import type { Hours, RotationUnit } from './plan.ts';

export const rotationUnits = ['hours', 'days', 'weeks'] as const satisfies readonly RotationUnit[];
const mostMembers = 100;

/** A rotation's rule, as it stands in its row. */
export interface Rule {
  name: string;
  level: number;
  position: number;
  /** IANA name: hand-overs and hours are on its wall clock. */
  zone: string;
  every: number;
  unit: RotationUnit;
  handoverTime: string;
  /** 1 = Monday; null unless the unit is weeks. */
  handoverDay: number | null;
  /** Empty: always. */
  hours: readonly Hours[];
}

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A rule as it may be stored; only weeks keep a weekday, Monday unless told. @throws AppError invalid, beside the field */
export function checkedRule(rule: Rule): Rule {
  if (!rotationUnits.includes(rule.unit)) throw badField('unit', 'errors.bad_choice', { word: String(rule.unit).slice(0, 40), choices: rotationUnits.join(', ') });
  if (!clock.test(rule.handoverTime)) throw badField('handover_time', 'schedules.bad_clock', { word: rule.handoverTime.slice(0, 40) });
  return {
    name: nameOfThing(rule.name), level: levelFrom(rule), position: numberFrom(rule.position, 1, 1000, 'position'), zone: timeZoneFrom(rule.zone),
    every: numberFrom(rule.every, 1, 1000, 'every'), unit: rule.unit, handoverTime: rule.handoverTime,
    handoverDay: rule.unit === 'weeks' ? numberFrom(rule.handoverDay ?? 1, 1, 7, 'handover_day') : null,
    hours: rule.hours.map(checkedHours),
  };
}

function checkedHours({ days, from, to }: Hours): Hours {
  const right = days.length > 0 && days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7) && clock.test(from) && (clock.test(to) || to === '24:00');
  if (!right) throw badField('hours', 'schedules.bad_hours');
  return { days: [...new Set(days)].sort((a, b) => a - b), from, to };
}

/** Ids in the order of their turns; somebody may have two of them. @throws AppError invalid: nobody, or too many */
export function checkedMembers(members: readonly string[]): readonly string[] {
  if (members.length === 0) throw invalid('schedules.nobody_rotates', {}, { fields: { members: { key: 'schedules.nobody_rotates' } } });
  if (members.length > mostMembers) throw badField('members', 'schedules.too_many_members', { max: mostMembers });
  return members;
}
