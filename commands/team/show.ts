import { z } from 'zod';
import { whoIsOnCall } from '../../src/domain/oncall/who-is-on-call.ts';
import { showTeam } from '../../src/domain/people/show-team.ts';
import { listServices } from '../../src/domain/services/list-services.ts';
import { teamCard } from '../../src/chat/cards/team.ts';
import { command } from '../../src/chat/command.ts';
import { team } from '../../src/chat/options.ts';

export const teamShow = command({
  description: 'teamCommands.show', title: 'titles.team_show', needs: 'view_team',
  options: z.object({ team: team() }),
  async run(ask, options) {
    const view = await showTeam(ask.ctx, options.team);
    const { id } = view.team;
    const services = (await listServices(ask.ctx, { teamId: id })).map((service) => service.name);
    return { kind: 'card', card: teamCard(ask, { ...view, services, onCall: await whoIsOnCall(ask.ctx, { teamIds: [id], until: true }) }, ask.language), private: true };
  },
});
