import { z } from 'zod';
import { createPolicy, startingSteps } from '../../src/domain/escalation/policies/create-policy.ts';
import { targetNames } from '../../src/domain/escalation/policies/target-names.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { command } from '../../src/chat/command.ts';
import { team } from '../../src/chat/options.ts';
import { policyAnswer } from '../../src/chat/policy-answer.ts';
import { policyFields, policySeverity } from '../../src/chat/policy-options.ts';
import { readSteps, sayStep } from '../../src/chat/step-words.ts';
import { severityTyped } from '../../src/domain/escalation/policies/find-policy.ts';

export const escalationCreate = command({
  description: 'escalationCommands.policy_create', title: 'titles.escalation_create', needs: 'add_escalation', asks: 'what to change', submit: 'escalationCommands.save',
  options: z.object({ team: team(), severity: policySeverity(), ...policyFields }),
  async prefill(ask, given): Promise<Record<string, string>> {
    if (given['team'] === undefined) return {};
    const { id } = await findTeam(ask.ctx, given['team']);
    const word = given['severity'] ?? 'any';
    const steps = await startingSteps(ask.ctx, id, /^sev/i.test(word) ? severityTyped(word) : null);
    const names = await targetNames(ask.ctx, { steps });
    return { steps: steps.map((step) => sayStep(step, names, ask.language)).join('\n'), ...(given['severity'] === undefined && { severity: 'any' }) };
  },
  async run(ask, { team: word, severity, name, steps, repeat, every }) {
    const made = await createPolicy(ask.ctx, word, {
      severity, ...(name !== undefined && { name }), ...(steps !== undefined && { steps: readSteps(steps) }), ...(repeat !== undefined && { repeatCount: repeat }), ...(every !== undefined && { repeatIntervalMinutes: every }),
    });
    return policyAnswer(ask, made, 'escalationCommands.created');
  },
});
