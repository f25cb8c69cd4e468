import { z } from 'zod';
import { rehearse } from '../../src/domain/escalation/policies/rehearse.ts';
import { testCard } from '../../src/chat/cards/rehearsal.ts';
import { command } from '../../src/chat/command.ts';
import { dateTime, optional, severity, team } from '../../src/chat/options.ts';

export const escalationTest = command({
  description: 'escalationCommands.policy_test', title: 'titles.escalation_test', needs: 'view_escalation',
  options: z.object({ team: team(), severity: optional(severity()), at: optional(dateTime({ label: 'escalationCommands.at' })) }),
  async run(ask, { team: word, severity: asked = 'SEV1_CRITICAL', at }) {
    return { kind: 'card', card: testCard(ask, await rehearse(ask.ctx, word, asked, { at }), at !== undefined), private: true };
  },
});
