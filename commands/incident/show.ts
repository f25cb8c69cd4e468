import { z } from 'zod';
import { incidentCard } from '../../src/chat/cards/incident.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { cardFacts } from '../../src/domain/escalation/card-facts.ts';
import { findIncident } from '../../src/domain/incidents/find.ts';

export const show = command({
  description: 'commands.incident_show',
  needs: 'view_incident',
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    const { id } = await findIncident(ask.ctx, ref);
    return { kind: 'card', card: incidentCard(await cardFacts(ask.ctx, id), ask, { whole: true }), private: true };
  },
});
