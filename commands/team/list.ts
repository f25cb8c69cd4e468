import { z } from 'zod';
import { whoIsOnCall } from '../../src/domain/oncall/who-is-on-call.ts';
import { listTeams } from '../../src/domain/people/list-teams.ts';
import { peopleOf } from '../../src/domain/people/people-of.ts';
import { teamsCard } from '../../src/chat/cards/team.ts';
import { command } from '../../src/chat/command.ts';
import { optional, text } from '../../src/chat/options.ts';

export const teamList = command({
  description: 'teamCommands.list', title: 'titles.team_list', needs: 'view_team',
  options: z.object({ search: optional(text({ label: 'teamCommands.search', greedy: true, max: 80 })) }),
  async run(ask, { search }) {
    const { rows, count } = await listTeams(ask.ctx, { search, limit: 40 });
    const ids = rows.map((team) => team.id);
    const card = teamsCard(ask, rows, await whoIsOnCall(ask.ctx, { teamIds: ids }), await peopleOf(ask.ctx, ids), count);
    return { kind: 'card', card, private: true };
  },
});
