import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident, longText, optional } from '../../src/chat/options.ts';
import { mitigate as mitigateIncident } from '../../src/domain/incidents/mitigate.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const mitigate = command({
  description: 'commands.incident_mitigate', title: 'titles.incident_mitigate',
  needs: 'acknowledge_incident',
  options: z.object({ incident: incident(), note: optional(longText({ label: 'commands.option_note', greedy: true })) }),
  async run(ask, { incident: ref, note }) {
    const it = await mitigateIncident(ask.ctx, ref, note);
    return done(ask.say('commands.mitigated', { incident: shortId(it) }));
  },
});
