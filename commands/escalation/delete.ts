import { z } from 'zod';
import { chosenPolicy } from '../../src/domain/escalation/policies/chosen-policy.ts';
import { deletePolicy } from '../../src/domain/escalation/policies/delete-policy.ts';
import { runningVersions } from '../../src/domain/escalation/policies/running-versions.ts';
import { demandSomewhere } from '../../src/domain/services/demand-somewhere.ts';
import { done } from '../../src/chat/answer.ts';
import { askFirst } from '../../src/chat/ask-first.ts';
import { button } from '../../src/chat/cards/button.ts';
import { policyName } from '../../src/chat/cards/policy.ts';
import { command } from '../../src/chat/command.ts';
import { boolean, optional, team } from '../../src/chat/options.ts';
import { policySeverity } from '../../src/chat/policy-options.ts';

export const escalationDelete = command({
  description: 'escalationCommands.policy_delete', title: 'titles.escalation_delete', needs: 'delete_escalation',
  options: z.object({ team: team(), severity: optional(policySeverity()), sure: optional(boolean({ label: 'teamCommands.sure', named: true })) }),
  async run(ask, { team: word, severity, sure }) {
    demandSomewhere(ask.ctx, 'delete_escalation');
    const { say } = ask;
    const { row, team: name } = await chosenPolicy(ask.ctx, word, severity);
    const args = { team: name, severity: row.severity ?? 'any' };
    if (sure !== true) return askFirst(ask, 'escalation/delete', args, { key: row.name === name ? 'escalationCommands.delete_sure_own' : 'escalationCommands.delete_sure', params: { name: row.name, team: name }, submit: 'teamCommands.delete_submit' });
    const running = await runningVersions(ask.ctx, row.id);
    const { next } = await deletePolicy(ask.ctx, row.id);
    return done(say('escalationCommands.deleted', { name: row.name }), {
      text: [[say('escalationCommands.falls_back', { team: name, policy: policyName(next, ask) })], ...running.map(({ version, incidents }) => [say('escalationCommands.still_run', { n: incidents, version })])],
      actions: button(ask, 'escalation/show', 'teamCommands.look', { team: name, severity: row.severity ?? 'SEV1_CRITICAL' }),
    });
  },
});
