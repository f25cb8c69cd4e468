import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { placed } from '../../src/chat/cards/placed.ts';
import { command } from '../../src/chat/command.ts';
import { choice, incident, optional, team, text } from '../../src/chat/options.ts';
import { createServiceFor } from '../../src/domain/incidents/create-service-for.ts';
import { criticalities } from '../../src/domain/services/schema.ts';

/** “Create this service” on an incident that names a service nobody knows. */
export const createService = command({
  description: 'commands.incident_create_service', title: 'titles.incident_create_service',
  hidden: true,
  options: z.object({
    incident: incident(),
    name: text({ label: 'commands.option_name', max: 100 }),
    team: team({ label: 'commands.option_owner' }),
    criticality: optional(choice(criticalities, { label: 'commands.option_criticality' })),
  }),
  async run(ask, { incident: ref, name, team: ownerTeam, criticality }) {
    const { title, text: lines } = placed(await createServiceFor(ask.ctx, ref, { name, ownerTeam, ...(criticality === undefined ? {} : { criticality }) }), ask);
    return done(title, { text: lines });
  },
});
