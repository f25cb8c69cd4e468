import type { Simulated } from '../../domain/escalation/simulate.ts';
import { shortSeverity } from '../../domain/severity.ts';
import { cardOf } from '../answer.ts';
import type { Block, Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, tame, tameParams } from '../notice.ts';
import { policyName } from './policy.ts';
import { rehearsedLines } from './rehearsal.ts';
import { triedLine } from './rule.ts';

/** A payload of more alerts says no more. */
const mostShown = 3;

function blocksOf({ explanation, service, rehearsed }: Simulated, draw: Drawing): Block[] {
  const { say } = draw;
  const what = explanation === null ? service : `${cut(tame(explanation.signal.name), 80)} → ${rehearsed === null ? say('sourceCommands.outcome_dropped') : cut(tame(service), 80)}`;
  const rules = explanation === null ? [] : [
    ...explanation.tried.map((it) => triedLine(it, draw)), ...(explanation.tried.some((it) => it.hit) || explanation.tried.length === 0 ? [] : [[say('sourceCommands.no_rule_hit')]]),
    ...explanation.placing.why.map((why): Rich => [say(why.key, tameParams(why.params))]),
  ];
  const head: Block = { kind: 'text', text: [{ bold: rehearsed === null ? what : `${what} · ${shortSeverity(rehearsed.severity)} · ${rehearsed.team.name}` }] };
  if (rehearsed === null) return [head, { kind: 'list', items: rules }];
  const { policy, urgency } = rehearsed;
  const steps = rehearsedLines(rehearsed, draw);
  return [
    head, ...(rules.length === 0 ? [] : [{ kind: 'list' as const, items: rules }]),
    { kind: 'text', text: [say('escalationCommands.by_policy', { policy: policyName(policy, draw) }), ` · ${say(urgency === 'high' ? 'escalationCommands.urgency_high' : 'escalationCommands.urgency_low')}`] },
    steps.length === 0 ? { kind: 'text', text: [say('escalationCommands.card_only')] } : { kind: 'list', items: steps },
  ];
}

/** Rule → service → team → policy → each person with why, means and seconds. @param at the instant that was asked for; undefined: now */
export function simulationCard(draw: Drawing, simulated: readonly Simulated[], at: Date | undefined): Card {
  const { say } = draw;
  const left = simulated.length - mostShown;
  return cardOf({
    title: say(at === undefined ? 'escalationCommands.simulated' : 'escalationCommands.simulated_at'), text: [...(at === undefined ? [] : [[{ time: at.toISOString(), style: 'datetime' as const }]]), ...(simulated.length === 0 ? [[say('sourceCommands.no_alerts')]] : [])],
    blocks: [...simulated.slice(0, mostShown).flatMap((one) => blocksOf(one, draw)), ...(left > 0 ? [{ kind: 'text' as const, text: [say('sourceCommands.more_alerts', { n: left })] }] : [])],
    small: [[say('escalationCommands.nobody_told')]],
  });
}
