import { z } from 'zod';
import { chosenPolicy } from '../../src/domain/escalation/policies/chosen-policy.ts';
import { editPolicy } from '../../src/domain/escalation/policies/edit-policy.ts';
import { targetNames } from '../../src/domain/escalation/policies/target-names.ts';
import { command } from '../../src/chat/command.ts';
import { team } from '../../src/chat/options.ts';
import { policyAnswer } from '../../src/chat/policy-answer.ts';
import { policyFields, policySeverity, readPolicySeverity, versionSeen } from '../../src/chat/policy-options.ts';
import { readSteps, sayStep } from '../../src/chat/step-words.ts';

export const escalationEdit = command({
  description: 'escalationCommands.policy_edit', title: 'titles.escalation_edit', needs: 'change_escalation', asks: 'what to change', submit: 'escalationCommands.save',
  options: z.object({ team: team(), severity: policySeverity(), ...policyFields, version: versionSeen() }),
  async prefill(ask, given): Promise<Record<string, string>> {
    if (given['team'] === undefined) return {};
    const { row } = await chosenPolicy(ask.ctx, given['team'], given['severity'] === undefined ? undefined : readPolicySeverity(given['severity']));
    const names = await targetNames(ask.ctx, row);
    return {
      severity: row.severity ?? 'any', name: row.name, steps: row.steps.map((step) => sayStep(step, names, ask.language)).join('\n'),
      repeat: String(row.repeatCount), every: String(row.repeatIntervalMinutes), version: String(row.version),
    };
  },
  async run(ask, { team: word, severity, name, steps, repeat, every, version }) {
    const { row } = await chosenPolicy(ask.ctx, word, severity);
    const changed = await editPolicy(ask.ctx, row.id, {
      ...(name !== undefined && { name }), ...(steps !== undefined && { steps: readSteps(steps) }), ...(repeat !== undefined && { repeatCount: repeat }), ...(every !== undefined && { repeatIntervalMinutes: every }),
    }, version);
    return policyAnswer(ask, changed, 'escalationCommands.changed');
  },
});
