import { z } from 'zod';
import { listPolicies } from '../../src/domain/escalation/policies/list-policies.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { policiesCard } from '../../src/chat/cards/policy.ts';
import { command } from '../../src/chat/command.ts';
import { optional, team } from '../../src/chat/options.ts';

export const escalationList = command({
  description: 'escalationCommands.policy_list', needs: 'view_escalation',
  options: z.object({ team: optional(team()) }),
  async run(ask, options) {
    const filter = options.team === undefined ? {} : { teamId: (await findTeam(ask.ctx, options.team)).id };
    return { kind: 'card', card: policiesCard(ask, await listPolicies(ask.ctx, filter)), private: true };
  },
});
