import { arePeople, type Rehearsed, type RehearsedLine } from '../../domain/escalation/policies/rehearse.ts';
import type { Reach } from '../../domain/notifications/means-of.ts';
import type { MeansName } from '../../domain/notifications/means.ts';
import { shortSeverity } from '../../domain/severity.ts';
import { cardOf } from '../answer.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { tameParams } from '../notice.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';
import { minute, over, policyName } from './policy.ts';

/** The means of one person, each with its seconds after the step. */
function reachWords(reach: readonly Reach[], { say }: Pick<Drawing, 'say'>): string {
  const later = (seconds: number) => (seconds % 60 === 0 ? say('escalationCommands.after_minutes', { n: seconds / 60 }) : say('escalationCommands.after_seconds', { n: seconds }));
  return reach.map(({ means, afterSeconds }) => `${say(`cards.means_${means}`)}${afterSeconds === 0 ? '' : ` ${later(afterSeconds)}`}`).join(', ');
}

/** One target of one step: when, who, by what, as what, why. */
function lineOf(line: RehearsedLine, isAgain: boolean, draw: Drawing): Rich {
  const { say } = draw;
  const named = (means: readonly string[] | null) => (means ?? []).map((one): Reach => ({ means: one as MeansName, afterSeconds: 0 }));
  const who = line.hours === 'passed over' ? say('escalationCommands.passed_over')
    : line.who.length === 0 ? say('policies.nobody') : line.who.map((name) => `${name} (${reachWords(line.reach.get(name) ?? named(line.means), draw)})`).join(', ');
  return [
    minute(line.minute, draw), ' → ', who, ` · ${say(line.target.key, line.target.params)}`,
    ...(line.why === null || line.who.length === 0 ? [] : [` · ${say(line.why.key, tameParams(line.why.params))}`]),
    ...(isAgain ? [` · ${say('escalationCommands.paged_again')}`] : []),
    ...(line.hours === 'waits' ? [` · ${say('escalationCommands.waits')}`] : line.workingHoursOnly ? [` · ${say('escalationCommands.working_hours_only')}`] : []),
  ];
}
/** Everybody in it was paged by an earlier step of the round. Whoever does not answer is paged again, but nobody else hears of it. */
const again = (line: RehearsedLine, lines: readonly RehearsedLine[]): boolean => {
  const before = new Set(lines.filter((other) => other.round === line.round && other.minute < line.minute && arePeople(other)).flatMap(({ who }) => who));
  return arePeople(line) && line.who.length > 0 && line.who.every((name) => before.has(name));
};
/** A channel is told too, but pages nobody. */
const pages = ({ who, target }: RehearsedLine): boolean => who.length > 0 && !target.key.startsWith('policies.channel');

/** Every line of a ladder; where none of high urgency pages anybody, what comes instead. */
export const rehearsedLines = ({ lines, urgency }: Pick<Rehearsed, 'lines' | 'urgency'>, draw: Drawing): Rich[] => [
  ...lines.map((line) => lineOf(line, again(line, lines), draw)), ...(urgency === 'high' && lines.length > 0 && !lines.some(pages) ? [[{ bold: draw.say('policies.last_resort') }]] : []),
];

/**
 * Who would be told when, as things stand now: time, then the person, then by what, then why.
 * @param isThen it was asked for another instant than now
 */
export function testCard(draw: Drawing, { policy, lines, team, severity, urgency, at }: Rehearsed, isThen: boolean): Card {
  const { say } = draw;
  const isHigh = urgency === 'high';
  const items = rehearsedLines({ lines, urgency }, draw);
  const reached = lines.some(pages);
  const short = shortSeverity(severity);
  return cardOf({
    title: say(isThen ? 'escalationCommands.tested_at' : 'escalationCommands.tested', { team: team.name, severity: short }), tone: items.length > 0 && !reached ? 'bad' : 'neutral',
    text: [...(isThen ? [[{ time: at.toISOString(), style: 'datetime' as const }]] : []), [policyName(policy, draw), ` · ${say(isHigh ? 'escalationCommands.urgency_high' : 'escalationCommands.urgency_low')}`], [say('escalationCommands.nobody_told')]],
    blocks: items.length === 0 ? [{ kind: 'text', text: [say('escalationCommands.card_only')] }] : longList(items, say), small: over(draw, policy, isHigh),
    actions: reached || items.length === 0 ? [] : [...button(draw, 'oncall/set', 'teamCommands.set_on_call', { team: team.name })],
  });
}
