import type { TeamLoad } from '../../domain/reports/on-call-load.ts';
import type { Language } from '../../texts/say.ts';
import { cardOf } from '../answer.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { button } from './button.ts';

const mostLines = 30;
/** Who carries this much more than the others is named. */
const unfair = 1.5;

/** How a team's on-call was spread: a line a person, what each carried, and who carried much more than the others. */
export function loadCard(draw: Drawing, { teamName, people }: TeamLoad, days: number, language: Language): Card {
  const { say } = draw;
  const args = { team: teamName };
  const columns = [say('calendars.load_person'), say('calendars.load_turns'), say('calendars.load_hours'), say('calendars.load_nights'), say('calendars.load_pages'), say('calendars.load_night_pages')];
  const rows = people.slice(0, mostLines).map((person): Rich[] => [[{ person: person.userId, name: person.username }], ...[person.turns, person.hours, person.nights, person.pages, person.nightPages].map((n): Rich => [String(n)])]);
  const nights = people.reduce((sum, person) => sum + person.nights, 0);
  const mean = people.length === 0 ? 0 : nights / people.length;
  const average = new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 1 }).format(mean);
  const most = people[0];
  const comparison = nights === 0 || most === undefined ? say('calendars.load_no_nights')
    : most.nights >= mean * unfair && people.length > 1 ? say('calendars.load_uneven', { name: most.username, n: most.nights, mean: average }) : say('calendars.load_even', { mean: average });
  return cardOf({
    title: say('calendars.load_title', { team: teamName, n: days }), text: [[comparison]], blocks: rows.length === 0 ? [] : [{ kind: 'table', columns, rows }],
    actions: [...button(draw, 'oncall/shifts', 'calendars.load_shifts', args), ...button(draw, 'oncall/picture', 'calendars.picture_button', args)], small: [[say('calendars.load_small')]],
  });
}
