import type { PolicyList } from '../../domain/escalation/policies/list-policies.ts';
import { describeTarget } from '../../domain/escalation/policies/describe-target.ts';
import { overAgainMs } from '../../domain/escalation/plan.ts';
import type { Policy } from '../../domain/escalation/policies/policy.ts';
import type { SimulatedLine } from '../../domain/escalation/policies/simulate-policy.ts';
import type { MeansName } from '../../domain/notifications/means.ts';
import type { Reach } from '../../domain/notifications/means-of.ts';
import { shortSeverity, type Severity } from '../../domain/severity.ts';
import { cardOf } from '../answer.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';

export interface TestedLine extends SimulatedLine { reach: ReadonlyMap<string, readonly Reach[]> }
interface Asked { team: string; severity: Severity; isHigh: boolean }

const minute = (n: number, { say }: Drawing) => ({ bold: n === 0 ? say('escalationCommands.at_once') : say('escalationCommands.after_minutes', { n }) });
const policyName = (policy: Policy, { say }: Drawing): string => (policy.origin !== 'built-in' ? policy.name : say(
  policy.steps.length === 0 ? 'escalationCommands.built_in_card' : policy.name.includes('high') ? 'escalationCommands.built_in_high' : 'escalationCommands.built_in_low'));

function reachWords(reach: readonly Reach[], { say }: Drawing): string {
  return reach.map(({ means, afterSeconds }) => `${say(`cards.means_${means}`)}${afterSeconds === 0 ? '' : ` ${say('escalationCommands.after_minutes', { n: afterSeconds / 60 })}`}`).join(', ');
}

/** The steps of a policy. */
export function policyCard(draw: Drawing, policy: Policy, names: ReadonlyMap<string, string>, { team, severity, isHigh }: Asked): Card {
  const { say } = draw;
  const lines = policy.steps.map((step): Rich => [
    minute(step.delay_minutes, draw), ' · ', step.targets.map((target) => { const it = describeTarget(target, names, team); return say(it.key, it.params); }).join(', '),
    ` · ${step.means === null ? say('escalationCommands.own_means') : step.means.map((means) => say(`cards.means_${means}`)).join(', ')}`,
    ...(step.working_hours_only ? [` · ${say('escalationCommands.working_hours_only')}`] : []),
  ]);
  return cardOf({
    title: say('escalationCommands.policy_of', { team, severity: shortSeverity(severity) }), text: [[policyName(policy, draw)]],
    blocks: lines.length === 0 ? [{ kind: 'text', text: [say('escalationCommands.card_only')] }] : longList(lines, say), small: over(draw, policy, isHigh),
    actions: button(draw, 'escalation/test', 'escalationCommands.test_button', { team, severity }),
  });
}

/** Who would be told when, as things stand now: time, then the person, then by what. */
export function testCard(draw: Drawing, policy: Policy, lines: readonly TestedLine[], { team, severity, isHigh }: Asked): Card {
  const { say } = draw;
  const items = lines.map((line): Rich => [
    minute(line.minute, draw), ' → ',
    line.who.length === 0 ? say('policies.nobody') : line.who.map((who) => `${who} (${reachWords(line.reach.get(who) ?? (line.means ?? []).map((means) => ({ means: means as MeansName, afterSeconds: 0 })), draw)})`).join(', '),
    ` · ${say(line.target.key, line.target.params)}`, ...(line.workingHoursOnly ? [` · ${say('escalationCommands.working_hours_only')}`] : []),
  ]);
  const reached = lines.some((line) => line.who.length > 0);
  return cardOf({
    title: say('escalationCommands.tested', { team, severity: shortSeverity(severity) }), tone: items.length > 0 && !reached ? 'bad' : 'neutral',
    text: [[policyName(policy, draw)], [say('escalationCommands.nobody_told')]],
    blocks: items.length === 0 ? [{ kind: 'text', text: [say('escalationCommands.card_only')] }] : longList(items, say), small: over(draw, policy, isHigh),
    actions: reached || items.length === 0 ? [] : [...button(draw, 'oncall/set', 'teamCommands.set_on_call', { team })],
  });
}
const over = ({ say }: Drawing, policy: Policy, isHigh: boolean): Rich[] => (isHigh && policy.steps.length > 0 ? [[say('escalationCommands.over_again', { n: overAgainMs / 60_000 })]] : []);

/** What teams have made, then what counts for all others. */
export function policiesCard(draw: Drawing, { made, builtIn }: PolicyList): Card {
  const { say } = draw;
  const line = (name: string, policy: Policy): Rich => [{ bold: name }, ` · ${policy.severity === null ? say('escalationCommands.every_severity') : shortSeverity(policy.severity)} · ${say('escalationCommands.n_steps', { n: policy.steps.length })}`];
  return cardOf({
    title: say('escalationCommands.policies'),
    blocks: [
      ...(made.length === 0 ? [{ kind: 'text' as const, text: [say('escalationCommands.none_made')] }] : longList(made.map((policy) => line(`${policy.team}: ${policy.name}`, policy)), say)),
      { kind: 'text', text: [{ bold: say('escalationCommands.built_in') }] },
      { kind: 'list', items: builtIn.map((policy): Rich => [policyName(policy, draw), ` · ${say('escalationCommands.n_steps', { n: policy.steps.length })}`]) },
    ],
    actions: [...button(draw, 'escalation/test', 'escalationCommands.test_button'), ...button(draw, 'escalation/show', 'teamCommands.look')],
  });
}
