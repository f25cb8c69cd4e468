import type { EscalationState, PagedPerson } from '../../domain/escalation/escalation-state.ts';
import type { Incident } from '../../domain/incidents/schema.ts';
import type { Rich, Span } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, tame } from '../notice.ts';

/** On a card, further people are a number. */
const mostShown = 4;

/** “Alice paged (SMS accepted 03:05) · next Bob 03:09”. Undefined when there is nothing to say. */
export function pagedLine(incident: Incident, state: EscalationState, drawing: Drawing): Rich | undefined {
  const { say } = drawing;
  const waiting = incident.status === 'TRIGGERED';
  // Once somebody has it, what was never sent is no longer news.
  const paged = waiting ? state.paged : state.paged.filter((person) => person.status !== 'queued');
  const parts: Rich[] = paged.slice(0, mostShown).map((person) => pagedPerson(person, drawing));
  if (paged.length > mostShown) parts.push([`+${paged.length - mostShown}`]);
  if (parts.length === 0 && waiting) parts.push([say(state.nextAt === null ? 'cards.nobody_needed' : 'cards.nobody_yet')]);
  if (waiting && state.foundNobody.length > 0) parts.push([say('policies.found_nobody', { n: state.foundNobody.length, steps: state.foundNobody.join(', ') })]);
  if (waiting && state.nextAt !== null) {
    const who = state.nextWho.length === 0 ? say('cards.next_round') : state.nextWho.map((name) => cut(tame(name), 40)).join(', ');
    // Whoever was paged already is no news as the next one: they are paged again.
    const isAgain = state.nextWho.some((name) => state.paged.some((person) => person.name === name));
    parts.push([`${say(isAgain ? 'cards.next_unanswered' : 'cards.next')} ${who} `, { time: state.nextAt.toISOString(), style: 'time' }]);
  }
  return parts.length === 0 ? undefined : joined(parts, ' · ');
}

const pagedPerson = (person: PagedPerson, { say }: Drawing): Rich => [
  say(person.status === 'shadow' ? 'cards.would_page' : 'cards.paged', { name: cut(tame(person.name), 60) }), ' (',
  ...(person.refused === undefined
    ? [`${say(`cards.means_${person.means}`)} ${say(`cards.receipt_${person.status}`)} `, { time: person.at.toISOString(), style: 'time' } as const]
    : [say('cards.console_only', { why: cut(tame(firstSentence(person.refused)), 100) })]), ')',
];

/** What is wrong; what to do about it stands with the notifications. */
const firstSentence = (text: string): string => text.split(/[.;] /, 1)[0]!.replace(/\.$/, '');

/** Several pieces of running text as one. */
export const joined = (parts: readonly Rich[], glue: string): Rich => parts.flatMap((part, i): Span[] => (i === 0 ? [...part] : [glue, ...part]));
