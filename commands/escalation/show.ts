import { z } from 'zod';
import { showPolicy } from '../../src/domain/escalation/policies/find-policy.ts';
import { runningVersions } from '../../src/domain/escalation/policies/running-versions.ts';
import { targetNames } from '../../src/domain/escalation/policies/target-names.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { plainUrgency } from '../../src/domain/services/urgency.ts';
import { policyCard } from '../../src/chat/cards/policy.ts';
import { command } from '../../src/chat/command.ts';
import { optional, severity, team } from '../../src/chat/options.ts';

export const escalationShow = command({
  description: 'escalationCommands.policy_show', title: 'titles.escalation_show', needs: 'view_escalation',
  options: z.object({ team: team(), severity: optional(severity()) }),
  async run(ask, options) {
    const asked = options.severity ?? 'SEV1_CRITICAL';
    const policy = await showPolicy(ask.ctx, options.team, asked);
    const { name } = await findTeam(ask.ctx, options.team);
    const names = await targetNames(ask.ctx, policy);
    const running = policy.id === null ? [] : await runningVersions(ask.ctx, policy.id);
    return { kind: 'card', card: policyCard(ask, policy, names, { team: name, severity: asked, isHigh: plainUrgency(asked) === 'high', running }), private: true };
  },
});
