import type { Rotation, TeamPlan } from '../../../src/domain/oncall/plan.ts';

/*
 * Who is on call, worked out the long way by Temporal's own clock arithmetic: every hand-over since the beginning is
 * walked through and every quarter of an hour of a period looked at. Times of day are multiples of 15 minutes here.
 */

const plain = (date: Temporal.PlainDate, clock: string): Temporal.PlainDateTime =>
  clock === '24:00' ? date.add({ days: 1 }).toPlainDateTime() : date.toPlainDateTime(Temporal.PlainTime.from(clock));
const instant = (local: Temporal.PlainDateTime, zone: string): number => local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;

/** Of a week, from Monday. */
const quarterOf = (local: Temporal.PlainDateTime): number => (local.dayOfWeek - 1) * 96 + local.hour * 4 + local.minute / 15;

interface Naive { windows: [from: number, to: number][]; handovers: { at: number; member: string }[] }

function read(rotation: Rotation, until: number): Naive {
  const { zone, hours, startsAt } = rotation;
  const start = Temporal.Instant.fromEpochMilliseconds(startsAt).toZonedDateTimeISO(zone).toPlainDateTime();
  const end = Temporal.Instant.fromEpochMilliseconds(until).toZonedDateTimeISO(zone).toPlainDateTime();
  const windows: Naive['windows'] = hours.length === 0 ? [[-Infinity, Infinity]] : [];
  const quarters = new Set<number>();
  for (let date = start.toPlainDate().subtract({ days: 3 }); hours.length > 0 && Temporal.PlainDate.compare(date, end.toPlainDate().add({ days: 3 })) <= 0; date = date.add({ days: 1 })) {
    for (const { days, from, to } of hours) {
      if (!days.includes(date.dayOfWeek)) continue;
      windows.push([instant(plain(date, from), zone), instant(plain(to <= from ? date.add({ days: 1 }) : date, to), zone)]);
    }
  }
  for (const { days, from, to } of hours) {
    for (const day of days) {
      const monday = Temporal.PlainDate.from('2024-01-01').add({ days: day - 1 });
      for (let at = plain(monday, from); Temporal.PlainDateTime.compare(at, plain(to <= from ? monday.add({ days: 1 }) : monday, to)) < 0; at = at.add({ minutes: 15 })) quarters.add(quarterOf(at));
    }
  }
  const isCovered = (from: Temporal.PlainDateTime, to: Temporal.PlainDateTime): boolean => {
    const first = quarterOf(from);
    const length = from.until(to, { largestUnit: 'minutes' }).minutes / 15;
    for (let n = 0; n < length; n += 1) if (hours.length === 0 || quarters.has((first + n) % 672)) return true;
    return false;
  };

  const weekday = rotation.unit === 'weeks' ? rotation.handoverDay ?? start.dayOfWeek : null;
  let begin = start;
  while (begin.toPlainTime().toString({ smallestUnit: 'minute' }) !== rotation.handoverTime || (weekday !== null && begin.dayOfWeek !== weekday)) begin = begin.subtract({ minutes: 15 });
  const step = { [rotation.unit]: rotation.every };
  while (Temporal.PlainDateTime.compare(begin.add(step), start) <= 0) begin = begin.add(step);

  const handovers: Naive['handovers'] = [];
  let turn = 0;
  for (let first = true; Temporal.PlainDateTime.compare(begin, end.add({ days: 3 })) <= 0; begin = begin.add(step), first = false) {
    handovers.push({ at: first ? startsAt : instant(begin, zone), member: rotation.members[turn % rotation.members.length]! });
    if (isCovered(first ? start : begin, begin.add(step))) turn += 1;
  }
  return { windows, handovers };
}

/** Who answers at a level at an instant before `until`, by a plan. */
export function naively(plan: TeamPlan, until: number): (level: number, at: number) => string | null {
  const rotations = plan.rotations.toSorted((a, b) => a.position - b.position).map((rotation) => ({ rotation, ...read(rotation, until) }));
  return (level, at) => {
    const layers = [
      level === 1 ? plan.pinned : null,
      ...[plan.overrides, plan.shifts].map((entries) => entries.find((entry) => entry.level === level && entry.startsAt <= at && at < entry.endsAt)?.userId ?? null),
      ...rotations.map(({ rotation, windows, handovers }) => {
        if (rotation.level !== level || at < rotation.startsAt || at >= (rotation.endsAt ?? Infinity)) return null;
        return windows.some(([from, to]) => from <= at && at < to) ? handovers.findLast((handover) => handover.at <= at)!.member : null;
      }),
    ];
    return layers.find((userId) => userId !== null && plan.active.has(userId)) ?? null;
  };
}
