import { z } from 'zod';
import { testPolicy } from '../../src/domain/escalation/policies/test-policy.ts';
import type { MeansName } from '../../src/domain/notifications/means.ts';
import { meansOf } from '../../src/domain/notifications/means-of.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { plainUrgency } from '../../src/domain/services/urgency.ts';
import { testCard } from '../../src/chat/cards/policy.ts';
import { command } from '../../src/chat/command.ts';
import { optional, severity, team } from '../../src/chat/options.ts';

const places = new Set(['policies.email', 'policies.channel', 'policies.channel_named']);

export const escalationTest = command({
  description: 'escalationCommands.policy_test', needs: 'view_escalation',
  options: z.object({ team: team(), severity: optional(severity()) }),
  async run(ask, options) {
    const asked = options.severity ?? 'SEV1_CRITICAL';
    const { policy, lines } = await testPolicy(ask.ctx, options.team, asked);
    const { name } = await findTeam(ask.ctx, options.team);
    const urgency = plainUrgency(asked);
    const tested = await Promise.all(lines.map(async (line) => {
      const people = places.has(line.target.key) ? [] : line.who;
      return { ...line, reach: await meansOf(ask.ctx, people, urgency, line.means as readonly MeansName[] | null) };
    }));
    return { kind: 'card', card: testCard(ask, policy, tested, { team: name, severity: asked, isHigh: urgency === 'high' }), private: true };
  },
});
