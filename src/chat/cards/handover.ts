import type { HandoverFacts, OpenIncident } from '../../domain/turns/handover-facts.ts';
import { shortId } from '../../domain/incidents/schema.ts';
import { shortSeverity } from '../../domain/severity.ts';
import { cardOf } from '../answer.ts';
import type { Block, Card, CommandAction, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, tame } from '../notice.ts';
import { button } from './button.ts';

/** Beside "I have the pager" there is room for so many buttons. */
const mostTaken = 4;

/** Who hands the on-call of a team to whom, and what there is to know about it; confirmed or past it asks for nothing more. */
export function handoverCard(facts: HandoverFacts, draw: Drawing): Card {
  const { say } = draw;
  const { from, to, confirmedAt, isPast, open } = facts;
  const team = facts.level === 1 ? cut(tame(facts.teamName), 60) : say('turns.team_level', { team: cut(tame(facts.teamName), 60), level: facts.level });
  const waits = confirmedAt === null && !isPast;
  const blocks: Block[] = open.length === 0 ? [{ kind: 'text', text: [say('turns.nothing_open')] }] : [
    { kind: 'text', text: [{ bold: say('turns.open_incidents', { n: facts.openCount }) }] },
    { kind: 'list', items: open.map((incident) => lineOf(incident, draw)) },
  ];
  const who: Rich = from === null ? [{ person: to.userId, name: to.username }] : [{ person: from.userId, name: from.username }, ' → ', { person: to.userId, name: to.username }];
  return cardOf({
    title: say(from === null ? 'turns.begins' : 'turns.hands_over', { team, from: from?.username ?? '', to: to.username }),
    tone: confirmedAt === null ? 'neutral' : 'good',
    text: [[...who, ' · ', { time: facts.at.toISOString(), style: 'datetime' }]],
    blocks: [...blocks, ...(from === null ? [] : [{ kind: 'text' as const, text: [pagesLine(facts, draw)] }])],
    actions: [...(waits ? button(draw, 'oncall/have-pager', 'turns.i_have_the_pager', { handover: facts.id }, { style: 'primary' }) : []), ...(isPast ? [] : open.slice(0, mostTaken).flatMap((incident) => take(incident, draw)))],
    small: confirmedAt === null ? (isPast ? [] : [[say('turns.pages_go', { name: to.username })]]) : [[say('turns.has_the_pager', { name: facts.confirmedBy ?? to.username, at: confirmedAt.toISOString() })]],
  });
}

function pagesLine({ from, pages: { count, atNight } }: HandoverFacts, { say }: Drawing): string {
  const name = from!.username;
  if (count === 0) return say('turns.no_pages', { name });
  if (atNight === 0 || atNight === count) return say(atNight === 0 ? 'turns.pages_by_day' : 'turns.pages_by_night', { name, n: count });
  return say('turns.pages', { name, n: count, night: atNight });
}

const lineOf = (incident: OpenIncident, { say }: Drawing): Rich => [
  { bold: shortId(incident) },
  incident.is_confidential ? ` · ${say('cards.confidential')} · ${shortSeverity(incident.severity)}` : ` ${shortSeverity(incident.severity)} ${cut(tame(incident.service_name), 40)}: ${cut(tame(incident.title), 80)}`,
];

/** Nobody has it yet: acknowledging takes it. */
function take(incident: OpenIncident, draw: Drawing): CommandAction[] {
  const args = { incident: shortId(incident) };
  return button(draw, incident.status === 'TRIGGERED' ? 'incident/ack' : 'incident/take-over', 'turns.take', args).map((action) => ({ ...action, label: draw.say('turns.take', args) }));
}
