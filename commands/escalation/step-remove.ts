import { z } from 'zod';
import { removeStep } from '../../src/domain/escalation/policies/change-steps.ts';
import { chosenPolicy } from '../../src/domain/escalation/policies/chosen-policy.ts';
import { command } from '../../src/chat/command.ts';
import { number, optional, team } from '../../src/chat/options.ts';
import { policyAnswer } from '../../src/chat/policy-answer.ts';
import { policySeverity, versionSeen } from '../../src/chat/policy-options.ts';

export const escalationStepRemove = command({
  description: 'escalationCommands.policy_step_remove', title: 'titles.escalation_step_remove', needs: 'change_escalation',
  options: z.object({
    team: team(), severity: optional(policySeverity()), step: number({ label: 'escalationCommands.step_number', help: 'escalationCommands.help_step_number', min: 1, max: 20 }), version: versionSeen(),
  }),
  async run(ask, { team: word, severity, step, version }) {
    const { row } = await chosenPolicy(ask.ctx, word, severity);
    return policyAnswer(ask, await removeStep(ask.ctx, row.id, step, version), 'escalationCommands.step_removed', step);
  },
});
