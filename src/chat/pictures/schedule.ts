import type { Schedule } from '../../domain/oncall/load-schedule.ts';
import type { Language, Say } from '../../texts/say.ts';
import { alarm, alarmGround, colourOf, ink, line, night, paper, softInk, weekend } from './colours.ts';
import { daysFrom, type Day } from './days.ts';
import { element, fitting, widthOf, words } from './svg.ts';

/** Two weeks, one above the other, and narrow: on a phone it is shown half as large, and is still to be read. */
export const picturedDays = 14;
const perStrip = 7;
const width = 600;
const edge = 12;
const right = width - edge;
const barHeight = 50;
/** The name of the level stands above its bar. */
const rowHeight = 24 + barHeight;
const rowGap = 6;
const dayHeight = 32;
const stripGap = 26;
const font = 'DejaVu Sans, Verdana, sans-serif';

interface Strip { days: readonly Day[]; top: number; from: number; to: number; x(at: number): number }

/**
 * The coming two weeks of a team's on-call as SVG: a row a level, a colour a person (whose name is written as well), hours
 * without anybody hatched in red, nights shaded, a line at now; days are those of the team's zone.
 */
export function drawSchedule(facts: Schedule, language: Language, say: Say): string {
  const days = daysFrom(facts.now, picturedDays, facts.zone, language);
  const stripHeight = dayHeight + facts.levels.length * (rowHeight + rowGap);
  const top = 72;
  const strips = [days.slice(0, perStrip), days.slice(perStrip)].map((some, at) => stripOf(some, top + at * (stripHeight + stripGap)));
  const people = [...new Map(facts.levels.flatMap(({ turns }) => turns).toSorted((a, b) => a.from - b.from).map(({ userId, name }) => [userId, name]))];
  const colours = colourOf(people.map(([id]) => id));
  const legend = drawLegend(people, colours, top + 2 * stripHeight + stripGap + 22, facts, say);
  const height = legend.bottom + edge;
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': font, role: 'img' }, [
    element('defs', {}, hatched('gap', alarmGround, alarm) + hatched('quiet-gap', paper, line)), element('rect', { width, height, rx: 10, fill: paper }),
    label(edge, 34, fitting(say('calendars.picture_title', { team: facts.team }), right - edge, 25) ?? '', 24, { weight: 'bold' }),
    label(edge, 58, `${spanOf(days, facts.zone, language)} · ${facts.zone}`, 18, { fill: softInk }),
    ...strips.map((strip) => drawStrip(strip, facts, colours, say)), legend.drawn,
  ].join(''));
}

/** Nobody at the first level is an alarm, at the others a fact. */
const gapFill = (level: number): string => `url(#${level === 1 ? 'gap' : 'quiet-gap'})`;
const hatched = (id: string, ground: string, stripe: string): string => element('pattern', { id, width: 12, height: 12, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
  element('rect', { width: 12, height: 12, fill: ground }) + element('rect', { width: 5, height: 12, fill: stripe, opacity: 0.55 }));

function stripOf(days: readonly Day[], top: number): Strip {
  const [from, to] = [days[0]!.from, days.at(-1)!.to];
  return { days, top, from, to, x: (at) => edge + ((Math.min(Math.max(at, from), to) - from) / (to - from)) * (right - edge) };
}

function drawStrip(strip: Strip, { levels, now }: Schedule, colours: ReadonlyMap<string, string>, say: Say): string {
  const bottom = strip.top + dayHeight + levels.length * (rowHeight + rowGap) - rowGap;
  const rowsTop = strip.top + dayHeight;
  const within = <T extends { from: number; to: number }>(all: readonly T[]) => all.filter(({ from, to }) => to > strip.from && from < strip.to);
  const band = ({ from, to }: { from: number; to: number }, top: number, height: number, fill: string, more: Record<string, string | number> = {}) =>
    element('rect', { x: strip.x(from), y: top, width: Math.max(strip.x(to) - strip.x(from), 1), height, fill, ...more });
  const rows = levels.map(({ level, turns, gaps }, at) => {
    const named = rowsTop + at * (rowHeight + rowGap);
    const top = named + rowHeight - barHeight;
    const bars = within(turns).map((turn) => ({ turn, x: strip.x(turn.from), wide: strip.x(turn.to) - strip.x(turn.from) }));
    return {
      ground: [
        ...bars.map(({ turn, x, wide }) => element('rect', { x: x + 1, y: top, width: Math.max(wide - 2, 1), height: barHeight, rx: Math.min(6, wide / 4), fill: colours.get(turn.userId)! })),
        ...within(gaps).map((gap) => band(gap, top, barHeight, gapFill(level), { stroke: level === 1 ? alarm : line, 'stroke-width': 1.5 }))],
      texts: [
        label(edge + 6, named + 18, levelName(level, say), 17, { fill: softInk }),
        ...bars.map(({ turn, x, wide }) => writeName(turn.name, x, wide, top)),
        ...(level === 1 ? within(gaps).flatMap((gap) => writeGap(gap, strip, top, say)) : [])],
    };
  });
  const isNow = now >= strip.from && now < strip.to;
  return [
    ...strip.days.filter((day) => day.isWeekend).map((day) => band(day, strip.top, bottom - strip.top, weekend)),
    ...rows.flatMap(({ ground }) => ground),
    ...strip.days.flatMap(({ nights }) => nights.map((it) => band(it, rowsTop, bottom - rowsTop, night, { opacity: 0.11 }))),
    ...strip.days.flatMap((day) => [
      element('line', { x1: strip.x(day.from), x2: strip.x(day.from), y1: strip.top + 4, y2: bottom, stroke: line, 'stroke-width': 1.5 }),
      label(strip.x(day.from) + 6, strip.top + 23, day.label, 18, { fill: ink }),
    ]),
    ...(isNow ? [element('line', { x1: strip.x(now), x2: strip.x(now), y1: strip.top + dayHeight - 6, y2: bottom + 5, stroke: alarm, 'stroke-width': 3.5 }), element('circle', { cx: strip.x(now), cy: strip.top + dayHeight - 6, r: 6, fill: alarm })] : []),
    ...rows.flatMap(({ texts }) => texts),
  ].join('');
}

/** In a bar that is narrow its beginning, smaller; the colours are explained below the bars. */
function writeName(name: string, x: number, wide: number, top: number): string {
  const whole = fitting(name, wide - 12, 20);
  if (whole !== undefined && whole.length > 2) return label(x + 7, top + 33, whole, 20, { weight: 'bold' });
  return label(x + 4, top + 31, fitting(name, wide - 7, 14) ?? '', 14, { weight: 'bold' });
}

function writeGap(gap: { from: number; to: number }, strip: Strip, top: number, say: Say): string[] {
  const [x, wide] = [strip.x(gap.from), strip.x(gap.to) - strip.x(gap.from)];
  const text = fitting(say('calendars.picture_nobody'), wide - 16, 19);
  if (text === undefined || text.length < 4) return [];
  return [element('rect', { x: x + 4, y: top + 11, width: widthOf(text, 19, true) + 8, height: 29, rx: 4, fill: paper, opacity: 0.92 }), label(x + 8, top + 32, text, 19, { weight: 'bold', fill: '#8f0d17' })];
}

function drawLegend(people: readonly (readonly [string, string])[], colours: ReadonlyMap<string, string>, top: number, { levels }: Schedule, say: Say): { drawn: string; bottom: number } {
  const empty = [...new Set(levels.filter(({ gaps }) => gaps.length > 0).map(({ level }) => gapFill(level)))].slice(0, 1);
  const entries = [...people.map(([id, name]) => ({ fill: colours.get(id)!, name })), ...empty.map((fill) => ({ fill, name: say('calendars.picture_nobody') })), { fill: '#dcdfe6', name: say('calendars.picture_night') }];
  let [x, y] = [edge, top];
  const drawn = entries.map(({ fill, name }) => {
    const text = fitting(name, 300, 18) ?? '';
    const wide = widthOf(text, 18) + 52;
    if (x > edge && x + wide > right) [x, y] = [edge, y + 32];
    const entry = element('rect', { x, y: y - 15, width: 20, height: 20, rx: 4, fill, stroke: line }) + label(x + 27, y + 1, text, 18);
    x += wide;
    return entry;
  });
  return { drawn: drawn.join(''), bottom: y + 10 };
}

const label = (x: number, y: number, text: string, size: number, { weight, fill = ink }: { weight?: string; fill?: string } = {}): string =>
  text === '' ? '' : element('text', { x, y, 'font-size': size, fill, 'font-weight': weight }, words(text));
const levelName = (level: number, say: Say): string => (level === 1 ? say('calendars.picture_level_1') : level === 2 ? say('calendars.picture_level_2') : say('calendars.picture_level_n', { level }));
function spanOf(days: readonly Day[], zone: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' });
  const middle = (day: Day) => day.from + (day.to - day.from) / 2;
  return format.formatRange(middle(days[0]!), middle(days.at(-1)!));
}
