import { z } from 'zod';
import { addStep } from '../../src/domain/escalation/policies/change-steps.ts';
import { chosenPolicy } from '../../src/domain/escalation/policies/chosen-policy.ts';
import { command } from '../../src/chat/command.ts';
import { targets } from '../../src/chat/known/steps.ts';
import { optional, team, text } from '../../src/chat/options.ts';
import { policyAnswer } from '../../src/chat/policy-answer.ts';
import { policySeverity, stepFields } from '../../src/chat/policy-options.ts';
import { readMinute, readStepFields } from '../../src/chat/step-words.ts';

/** `/escalation step add SRE 10 managers by SMS only mon-fri 18:00-09:00`. */
export const escalationStep = command({
  description: 'escalationCommands.policy_step', title: 'titles.escalation_step', needs: 'change_escalation', submit: 'escalationCommands.add_step',
  options: z.object({
    team: team(), severity: optional(policySeverity()), minute: text({ label: 'escalationCommands.minute', max: 20 }),
    who: text({ known: targets, label: 'escalationCommands.who', help: 'escalationCommands.help_who', greedy: true, max: 500 }), ...stepFields,
  }),
  async run(ask, { team: word, severity, minute, who, ...more }) {
    const { row } = await chosenPolicy(ask.ctx, word, severity);
    const { targets, ...fields } = readStepFields({ who, ...more });
    const added = await addStep(ask.ctx, row.id, { ...fields, targets, delayMinutes: readMinute(minute) });
    return policyAnswer(ask, added, 'escalationCommands.step_added', added.position);
  },
});
