import { z } from 'zod';
import { incidentCard } from '../../src/chat/cards/incident.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { cardFacts } from '../../src/domain/escalation/card-facts.ts';
import { findIncident } from '../../src/domain/incidents/find.ts';
import { demandInside } from '../../src/domain/incidents/inside.ts';

export const show = command({
  description: 'commands.incident_show', title: 'titles.incident_show',
  needs: 'view_incident',
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    const found = await findIncident(ask.ctx, ref);
    const inside = found.isMasked !== true;
    if (inside) await demandInside(ask.ctx, found);
    return { kind: 'card', card: incidentCard(await cardFacts(ask.ctx, found.id), ask, { whole: true, inside }), private: true };
  },
});
