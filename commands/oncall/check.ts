import { z } from 'zod';
import { checkedDays, checkOnCall } from '../../src/domain/escalation/preflight/check-on-call.ts';
import { teamBehind } from '../../src/domain/services/team-behind.ts';
import { checkCard } from '../../src/chat/cards/check.ts';
import { command } from '../../src/chat/command.ts';
import { optional, team } from '../../src/chat/options.ts';

export const oncallCheck = command({
  description: 'oncallCheck.command', title: 'titles.oncall_check', needs: 'view_schedule',
  options: z.object({ about: optional(team({ label: 'oncallCheck.about', help: 'oncallCheck.help_about', completes: ['team', 'service'] })) }),
  async run(ask, { about }) {
    const found = about === undefined ? undefined : await teamBehind(ask.ctx, about);
    const findings = await checkOnCall(ask.ctx, { teamId: found?.teamId, checkChannel: (platform, id) => ask.ports.checkChannel(platform, id) });
    return { kind: 'card', card: checkCard(ask, { about: found?.name ?? null, findings, days: checkedDays }), private: true };
  },
});
