import { z } from 'zod';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { listServices } from '../../src/domain/services/list-services.ts';
import { servicesCard } from '../../src/chat/cards/service.ts';
import { command } from '../../src/chat/command.ts';
import { optional, team, text } from '../../src/chat/options.ts';

export const serviceList = command({
  description: 'serviceCommands.list', title: 'titles.service_list', needs: 'view_service',
  options: z.object({ team: optional(team()), search: optional(text({ label: 'teamCommands.search', greedy: true, max: 80 })) }),
  async run(ask, { team: word, search }) {
    const services = await listServices(ask.ctx, { ...(word !== undefined && { teamId: (await findTeam(ask.ctx, word)).id }), ...(search !== undefined && { search }) });
    return { kind: 'card', card: servicesCard(ask, services), private: true };
  },
});
