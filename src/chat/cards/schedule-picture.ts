import type { Schedule } from '../../domain/oncall/load-schedule.ts';
import type { Language, Say } from '../../texts/say.ts';
import { cardOf } from '../answer.ts';
import type { Block, Card } from '../card.ts';
import type { Drawing } from '../command.ts';
import { drawSchedule } from '../pictures/schedule.ts';
import { button } from './button.ts';

/** Whoever hears a picture read out wants what comes next, not two weeks. */
const mostSaid = 6;

/** The coming two weeks of a team as a picture. */
export function schedulePictureCard(draw: Drawing, schedule: Schedule, language: Language): Card {
  const { say } = draw;
  const args = { team: schedule.team };
  return cardOf({
    title: say('calendars.picture_title', args), blocks: [schedulePicture(schedule, language, say)],
    actions: [...button(draw, 'oncall/who', 'teamCommands.who_button', args), ...button(draw, 'oncall/calendar', 'calendars.calendar_button', args), ...button(draw, 'oncall/check', 'calendars.check_button', args)],
  });
}

/** The picture with what it says in words. */
const schedulePicture = (schedule: Schedule, language: Language, say: Say): Extract<Block, { kind: 'picture' }> =>
  ({ kind: 'picture', svg: drawSchedule(schedule, language, say), alt: inWords(schedule, language, say) });

function inWords({ levels, now, zone }: Schedule, language: Language, say: Say): string {
  const time = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
  return levels.map(({ level, turns, gaps }) => {
    const name = level === 1 ? say('calendars.picture_level_1') : level === 2 ? say('calendars.picture_level_2') : say('calendars.picture_level_n', { level });
    const all = [...turns, ...gaps.map((gap) => ({ ...gap, name: say('calendars.picture_nobody') }))].filter(({ to }) => to > now).toSorted((a, b) => a.from - b.from);
    const said = all.slice(0, mostSaid).map((turn) => say('calendars.until', { name: turn.name, at: time.format(turn.to) }));
    return `${name}: ${said.join(', ')}${all.length > mostSaid ? ' …' : ''}`;
  }).join('\n');
}
