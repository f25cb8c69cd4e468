import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident, user } from '../../src/chat/options.ts';
import { setLead } from '../../src/domain/incidents/set-lead.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const lead = command({
  description: 'commands.incident_lead', title: 'titles.incident_lead',
  needs: 'acknowledge_incident',
  options: z.object({ incident: incident(), user: user() }),
  async run(ask, { incident: ref, user: who }) {
    const it = await setLead(ask.ctx, ref, who);
    return done(ask.say('commands.leads', { incident: shortId(it), name: it.lead_name ?? who }));
  },
});
