import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { whoIsOnCall } from '../../src/domain/oncall/who-is-on-call.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { whoCard } from '../../src/chat/cards/oncall.ts';
import { command } from '../../src/chat/command.ts';
import { optional, team } from '../../src/chat/options.ts';

export const oncallWho = command({
  description: 'teamCommands.who', needs: 'view_schedule',
  options: z.object({ team: optional(team()) }),
  async run(ask, options) {
    const teamIds = options.team === undefined ? undefined : [(await findTeam(ask.ctx, options.team)).id];
    const rows = await whoIsOnCall(ask.ctx, { teamIds });
    return { kind: 'card', card: whoCard(ask, rows, userIdOf(ask.ctx.actor) ?? undefined), private: true };
  },
});
