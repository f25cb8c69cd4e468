import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident, severity as severityOption } from '../../src/chat/options.ts';
import { changeSeverity } from '../../src/domain/incidents/change-severity.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';
import { shortSeverity } from '../../src/domain/severity.ts';

export const severity = command({
  description: 'commands.incident_severity', title: 'titles.incident_severity',
  needs: 'acknowledge_incident',
  options: z.object({ incident: incident(), severity: severityOption() }),
  async run(ask, { incident: ref, severity: to }) {
    const it = await changeSeverity(ask.ctx, ref, to);
    return done(ask.say('commands.severity_changed', { incident: shortId(it), severity: shortSeverity(it.severity) }));
  },
});
