import { z } from 'zod';
import { incidentCard } from '../../src/chat/cards/incident.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { cardFacts } from '../../src/domain/escalation/card-facts.ts';
import { joinIncident } from '../../src/domain/incidents/join.ts';

export const join = command({
  description: 'commands.incident_join', title: 'titles.incident_join',
  hidden: true,
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    const { id } = await joinIncident(ask.ctx, ref);
    return { kind: 'card', card: incidentCard(await cardFacts(ask.ctx, id), ask, { inside: true }), private: true };
  },
});
