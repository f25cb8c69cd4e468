import { z } from 'zod';
import { deleteTeam } from '../../src/domain/people/delete-team.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { demand } from '../../src/permissions.ts';
import { done } from '../../src/chat/answer.ts';
import { askFirst } from '../../src/chat/ask-first.ts';
import { command } from '../../src/chat/command.ts';
import { boolean, optional, team } from '../../src/chat/options.ts';

export const teamDelete = command({
  description: 'teamCommands.delete', title: 'titles.team_delete', needs: 'delete_team',
  options: z.object({ team: team(), sure: optional(boolean({ label: 'teamCommands.sure', named: true })) }),
  async run(ask, { team: word, sure }) {
    // Nobody is asked whether they are sure of what they may not do.
    demand(ask.ctx, 'delete_team');
    const { id, name } = await findTeam(ask.ctx, word);
    if (sure !== true) return askFirst(ask, 'team/delete', { team: name }, { key: 'teamCommands.delete_sure', params: { team: name }, submit: 'teamCommands.delete_submit' });
    await deleteTeam(ask.ctx, id);
    return done(ask.say('teamCommands.deleted', { team: name }));
  },
});
