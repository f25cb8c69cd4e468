import { z } from 'zod';
import { listCard, linesOfList } from '../../src/chat/cards/list.ts';
import { command } from '../../src/chat/command.ts';
import { choice, optional, service, severity, team, text } from '../../src/chat/options.ts';
import { listIncidents } from '../../src/domain/incidents/list.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { findService } from '../../src/domain/services/find-service.ts';
import type { Status } from '../../src/domain/severity.ts';

const states = { open: 'commands.open', triggered: 'cards.status_TRIGGERED', acknowledged: 'cards.status_ACKNOWLEDGED', mitigated: 'cards.status_MITIGATED', resolved: 'cards.status_RESOLVED', all: 'commands.all' } as const;

export const list = command({
  description: 'commands.incident_list', title: 'titles.incident_list',
  needs: 'view_incident',
  options: z.object({
    status: optional(choice(states, { label: 'cards.column_status' })),
    severity: optional(severity({ named: true })),
    service: optional(service({ named: true })),
    team: optional(team({ named: true })),
    search: optional(text({ label: 'commands.option_search', named: true, max: 100 })),
  }),
  async run(ask, { status, severity: worst, service: serviceName, team: teamName, search }) {
    const serviceId = serviceName === undefined ? undefined : (await findService(ask.ctx, serviceName)).id;
    const teamId = teamName === undefined ? undefined : (await findTeam(ask.ctx, teamName)).id;
    const which = status === undefined || status === 'open' || status === 'all' ? status : (status.toUpperCase() as Status);
    const found = await listIncidents(ask.ctx, { status: which, severity: worst, serviceId, teamId, search, limit: linesOfList });
    const filtered = [status, worst, serviceName, teamName, search].some((value) => value !== undefined);
    return { kind: 'card', card: listCard(found, filtered, ask), private: true };
  },
});
