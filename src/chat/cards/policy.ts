import type { PolicyList } from '../../domain/escalation/policies/list-policies.ts';
import { describeTarget } from '../../domain/escalation/policies/describe-target.ts';
import { overAgainMs } from '../../domain/escalation/plan.ts';
import type { Policy } from '../../domain/escalation/policies/policy.ts';
import type { RunningVersion } from '../../domain/escalation/policies/running-versions.ts';
import type { Warning } from '../../domain/escalation/policies/warnings.ts';
import { shortSeverity, type Severity } from '../../domain/severity.ts';
import { cardOf } from '../answer.ts';
import type { Language } from '../../texts/say.ts';
import type { Action, Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { sayWorkingHours } from '../working-hours.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';
import { warningWords } from './policy-warnings.ts';

/** Hours are said in the reader's language. */
type Drawn = Drawing & { language: Language };
interface Asked { team: string; severity: Severity; isHigh: boolean; running?: readonly RunningVersion[] }
/** A policy as its author sees it. */
export interface OwnedPolicy { policy: Policy; team: string; names: ReadonlyMap<string, string>; running: readonly RunningVersion[] }

export const minute = (n: number, { say }: Drawing) => ({ bold: n === 0 ? say('escalationCommands.at_once') : say('escalationCommands.after_minutes', { n }) });
export const policyName = (policy: Policy, { say }: Drawing): string => (policy.origin !== 'built-in' ? policy.name : say(
  policy.steps.length === 0 ? 'escalationCommands.built_in_card' : policy.name.includes('high') ? 'escalationCommands.built_in_high' : 'escalationCommands.built_in_low'));

const stepLines = ({ steps }: Policy, names: ReadonlyMap<string, string>, team: string, draw: Drawn): Rich[] => steps.map((step): Rich => [
  minute(step.delay_minutes, draw), ' · ', step.targets.map((target) => { const it = describeTarget(target, names, team); return draw.say(it.key, it.params); }).join(', '),
  ` · ${step.means === null ? draw.say('escalationCommands.own_means') : step.means.map((means) => draw.say(`cards.means_${means}`)).join(', ')}`,
  ...(step.only ? [` · ${draw.say('escalationCommands.only_hours', { hours: sayWorkingHours(step.only, draw.language) })}`] : []),
  ...(step.working_hours_only ? [` · ${draw.say('escalationCommands.working_hours_only')}`] : []),
]);
const versions = (policy: Policy, running: readonly RunningVersion[], { say }: Drawing): Rich[] => (policy.id === null ? [] : [
  [say('escalationCommands.version', { version: policy.version })],
  ...running.map(({ version, incidents }): Rich => [say(version === policy.version ? 'escalationCommands.run_now' : 'escalationCommands.still_run', { n: incidents, version })]),
]);
const repeats = (policy: Policy, { say }: Drawing): Rich[] => (policy.repeatCount === 0 ? [] : [[say('escalationCommands.repeats', { n: policy.repeatCount, minutes: policy.repeatIntervalMinutes })]]);
const which = (policy: Policy, team: string) => ({ team, severity: policy.severity ?? 'any' });

/** The steps of the policy that counts for a team and severity. */
export function policyCard(draw: Drawn, policy: Policy, names: ReadonlyMap<string, string>, { team, severity, isHigh, running = [] }: Asked): Card {
  const { say } = draw;
  const lines = stepLines(policy, names, team, draw);
  return cardOf({
    title: say('escalationCommands.policy_of', { team, severity: shortSeverity(severity) }), text: [[policy.name === team ? say('escalationCommands.own_of', { team }) : policyName(policy, draw)]],
    blocks: lines.length === 0 ? [{ kind: 'text', text: [say('escalationCommands.card_only')] }] : longList(lines, say),
    small: [...repeats(policy, draw), ...over(draw, policy, isHigh), ...versions(policy, running, draw)],
    actions: [
      ...button(draw, 'escalation/test', 'escalationCommands.test_button', { team, severity }),
      ...(policy.id === null ? button(draw, 'escalation/create', 'escalationCommands.make_own', { team, severity }) : ownButtons(draw, policy, team)),
    ],
  });
}
const ownButtons = (draw: Drawing, policy: Policy, team: string): Action[] => [
  ...button(draw, 'escalation/edit', 'escalationCommands.edit', which(policy, team)), ...button(draw, 'escalation/step', 'escalationCommands.add_step', which(policy, team)),
];

/** A policy after it was changed: what it is now, who keeps the old one, what to mind. */
export function changedPolicyCard(draw: Drawn, { policy, team, names, running, warnings, title }: OwnedPolicy & { warnings: readonly Warning[]; title: string }): Card {
  const { say } = draw;
  const older = running.filter(({ version }) => version !== policy.version);
  return cardOf({
    title, tone: warnings.length === 0 ? 'good' : 'high', text: warnings.map((warning): Rich => [warningWords(warning, draw)]), blocks: longList(stepLines(policy, names, team, draw), say),
    small: [...repeats(policy, draw), ...versions(policy, running, draw), ...(older.length === 0 ? [] : [[say('escalationCommands.they_keep')]])],
    actions: [...button(draw, 'escalation/test', 'escalationCommands.test_button', { team, severity: policy.severity ?? 'SEV1_CRITICAL' }), ...ownButtons(draw, policy, team)],
  });
}

export const over = ({ say }: Drawing, policy: Policy, isHigh: boolean): Rich[] => (isHigh && policy.steps.length > 0 ? [[say('escalationCommands.over_again', { n: overAgainMs / 60_000 })]] : []);

/** What teams have made, then what counts for all others. */
export function policiesCard(draw: Drawing, { made, builtIn }: PolicyList): Card {
  const { say } = draw;
  const line = (name: string, policy: Policy): Rich => [{ bold: name }, ` · ${policy.severity === null ? say('escalationCommands.every_severity') : shortSeverity(policy.severity)} · ${say('escalationCommands.n_steps', { n: policy.steps.length })}`];
  return cardOf({
    title: say('escalationCommands.policies'),
    blocks: [
      ...(made.length === 0 ? [{ kind: 'text' as const, text: [say('escalationCommands.none_made')] }] : longList(made.map((policy) => line(policy.name === policy.team ? policy.team : `${policy.team}: ${policy.name}`, policy)), say)),
      { kind: 'text', text: [{ bold: say('escalationCommands.built_in') }] },
      { kind: 'list', items: builtIn.map((policy): Rich => [policyName(policy, draw), ` · ${say('escalationCommands.n_steps', { n: policy.steps.length })}`]) },
    ],
    actions: [...button(draw, 'escalation/test', 'escalationCommands.test_button'), ...button(draw, 'escalation/show', 'teamCommands.look')],
  });
}
