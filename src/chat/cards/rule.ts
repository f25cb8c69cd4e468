import type { Explanation, Tried } from '../../domain/sources/explain-placing.ts';
import { renderMatchers } from '../../domain/sources/matchers/parse-matchers.ts';
import type { Rule } from '../../domain/sources/schema.ts';
import { shortSeverity } from '../../domain/severity.ts';
import { cardOf } from '../answer.ts';
import type { Block, Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { tameParams } from '../notice.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';

type Names = ReadonlyMap<string, string>;

/** What a rule does, in a few words. */
function effect(rule: Rule, services: Names, { say }: Drawing): string {
  if (rule.isDrop) return say('sourceCommands.drops');
  const parts = [
    rule.targetServiceId === null ? '' : (services.get(rule.targetServiceId) ?? '?'), rule.overrideSeverity === null ? '' : shortSeverity(rule.overrideSeverity),
    rule.grouping === null ? '' : say('sourceCommands.grouped', { grouping: rule.grouping }),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** A source's rules in the order in which they are tried. @param services names by id */
export function rulesCard(draw: Drawing, source: string, rules: readonly Rule[], services: Names): Card {
  const { say } = draw;
  const args = { source };
  const lines = rules.map((rule): Rich => [{ bold: `${rule.position}.` }, ' ', ...(rule.name === '' ? [] : [`${rule.name}: `]), { code: renderMatchers(rule.matchers) }, ` → ${effect(rule, services, draw)}`]);
  return cardOf({
    title: say('sourceCommands.rules_title', { source }), text: [[say(rules.length === 0 ? 'sourceCommands.no_rules' : 'sourceCommands.first_wins')]], blocks: longList(lines, say),
    actions: [...button(draw, 'rule/add', 'sourceCommands.add_rule', args), ...button(draw, 'rule/test', 'sourceCommands.test_rule', args), ...(rules.length > 1 ? button(draw, 'rule/move', 'sourceCommands.move_rule', args) : [])],
  });
}

/** One rule that was tried: whether it matched, and at which label it did not. */
export const triedLine = (it: Tried, { say }: Drawing): Rich => (it.hit
  ? [{ bold: say('sourceCommands.hit', { rule: it.rule.title }) }]
  : [say('sourceCommands.missed', { rule: it.rule.title }), ' ', { code: renderMatchers([it.failed]) }, ' ', it.actual === '' ? say('sourceCommands.label_absent', { label: it.failed.label }) : say('sourceCommands.label_is', { label: it.failed.label, value: it.actual.slice(0, 60) })]);

/** Per alert of a payload: where it would go, then rule by rule which hit and why. @param teams names by id */
export function testedCard(draw: Drawing, source: string, explanations: readonly Explanation[], teams: Names): Card {
  const { say } = draw;
  const shown = explanations.slice(0, 10);
  const blocks = shown.flatMap(({ signal, tried, placing }): Block[] => {
    const outcome = placing.dropped ? say('sourceCommands.outcome_dropped')
      : `${placing.isUnknown ? say('sourceCommands.unknown_service', { name: placing.serviceName }) : placing.serviceName}, ${shortSeverity(placing.severity)}, ${teams.get(placing.teamId) ?? ''}`;
    return [
      { kind: 'text', text: [{ bold: signal.name }, ` → ${outcome}`] },
      { kind: 'list', items: [...tried.map((it) => triedLine(it, draw)), ...(tried.some((it) => it.hit) || tried.length === 0 ? [] : [[say('sourceCommands.no_rule_hit')]]), ...placing.why.map((why): Rich => [say(why.key, tameParams(why.params))])] },
    ];
  });
  const left = explanations.length - shown.length;
  return cardOf({
    title: say('sourceCommands.tested', { source, n: explanations.length }), text: explanations.length === 0 ? [[say('sourceCommands.no_alerts')]] : [],
    blocks: [...blocks, ...(left > 0 ? [{ kind: 'text' as const, text: [say('sourceCommands.more_alerts', { n: left })] }] : [])],
    actions: [...button(draw, 'rule/list', 'sourceCommands.rules_button', { source }), ...button(draw, 'rule/add', 'sourceCommands.add_rule', { source })],
    small: [[say('sourceCommands.nothing_stored')]],
  });
}
