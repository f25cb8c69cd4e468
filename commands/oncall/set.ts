import { z } from 'zod';
import { setOnCall } from '../../src/domain/oncall/set-on-call.ts';
import { unsetOnCall } from '../../src/domain/oncall/unset-on-call.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { handedCard } from '../../src/chat/cards/oncall.ts';
import { command } from '../../src/chat/command.ts';
import { isNone } from '../../src/chat/none.ts';
import { team, user } from '../../src/chat/options.ts';

export const oncallSet = command({
  description: 'teamCommands.set', title: 'titles.oncall_set', needs: 'change_schedule', submit: 'teamCommands.save',
  options: z.object({ team: team(), user: user({ help: 'teamCommands.help_on_call', orNone: true }) }),
  async run(ask, options) {
    const { id: teamId } = await findTeam(ask.ctx, options.team);
    const handing = isNone(options.user) ? await unsetOnCall(ask.ctx, teamId) : await setOnCall(ask.ctx, { teamId, userId: (await findUser(ask.ctx, options.user)).id });
    return { kind: 'card', card: handedCard(ask, handing), private: false };
  },
});
