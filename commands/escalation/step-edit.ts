import { z } from 'zod';
import { editStep } from '../../src/domain/escalation/policies/change-steps.ts';
import { chosenPolicy } from '../../src/domain/escalation/policies/chosen-policy.ts';
import { targetNames } from '../../src/domain/escalation/policies/target-names.ts';
import { command } from '../../src/chat/command.ts';
import { targets } from '../../src/chat/known/steps.ts';
import { number, optional, team, text } from '../../src/chat/options.ts';
import { policyAnswer } from '../../src/chat/policy-answer.ts';
import { policySeverity, readPolicySeverity, stepFields, versionSeen } from '../../src/chat/policy-options.ts';
import { readMinute, readStepFields, sayTarget } from '../../src/chat/step-words.ts';
import { sayWorkingHours } from '../../src/chat/working-hours.ts';

/** `/escalation step edit SRE 2 who:managers`, `/escalation step move SRE 2 15`. */
export const escalationStepEdit = command({
  description: 'escalationCommands.policy_step_edit', title: 'titles.escalation_step_edit', needs: 'change_escalation', asks: 'what to change', submit: 'escalationCommands.save',
  options: z.object({
    team: team(), step: number({ label: 'escalationCommands.step_number', help: 'escalationCommands.help_step_number', min: 1, max: 20 }), minute: optional(text({ label: 'escalationCommands.minute', max: 20 })),
    who: optional(text({ known: targets, label: 'escalationCommands.who', help: 'escalationCommands.help_who', named: true, max: 500 })), ...stepFields, severity: optional(policySeverity({ named: true })), version: versionSeen(),
  }),
  async prefill(ask, given): Promise<Record<string, string>> {
    if (given['team'] === undefined) return {};
    const { row } = await chosenPolicy(ask.ctx, given['team'], given['severity'] === undefined ? undefined : readPolicySeverity(given['severity']));
    const step = row.steps[Number(given['step']) - 1];
    if (step === undefined) return {};
    const names = await targetNames(ask.ctx, row);
    return {
      minute: String(step.delay_minutes), who: step.targets.map((target) => sayTarget(target, names, ask.say)).join(', '), means: step.means?.join(', ') ?? 'own',
      hours: step.only ? sayWorkingHours(step.only, ask.language) : 'always', working_hours: step.working_hours_only ? 'yes' : 'no', severity: row.severity ?? 'any', version: String(row.version),
    };
  },
  async run(ask, { team: word, severity, step, minute, who, version, ...more }) {
    const { row } = await chosenPolicy(ask.ctx, word, severity);
    const fields = { ...(who === undefined ? readStepFields(more) : readStepFields({ who, ...more })), ...(minute !== undefined && { delayMinutes: readMinute(minute) }) };
    const changed = await editStep(ask.ctx, row.id, step, fields, version);
    return policyAnswer(ask, changed, 'escalationCommands.step_changed', changed.position);
  },
});
