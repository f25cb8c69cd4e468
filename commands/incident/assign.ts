import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { cut, tame } from '../../src/chat/notice.ts';
import { incident, whom } from '../../src/chat/options.ts';
import { assign as assignIncident } from '../../src/domain/incidents/assign.ts';
import { findIncident } from '../../src/domain/incidents/find.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const assign = command({
  description: 'commands.incident_assign', title: 'titles.incident_assign',
  needs: 'acknowledge_incident',
  options: z.object({ incident: incident(), to: whom({ label: 'commands.option_to', help: 'commands.help_to', completes: ['team', 'service', 'user'], greedy: true }) }),
  async run(ask, { incident: ref, to }) {
    // Of a confidential one whoever is not on it reads no service.
    const it = await findIncident(ask.ctx, (await assignIncident(ask.ctx, ref, to)).id);
    return done(ask.say('commands.assigned', { incident: shortId(it), team: cut(tame(it.team_name), 60), service: cut(tame(it.service_name), 60) || '–', lead: it.lead_name ?? '–' }));
  },
});
