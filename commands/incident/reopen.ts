import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { reopen as reopenIncident } from '../../src/domain/incidents/reopen.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const reopen = command({
  description: 'commands.incident_reopen', title: 'titles.incident_reopen',
  needs: 'acknowledge_incident',
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    return done(ask.say('commands.reopened', { incident: shortId(await reopenIncident(ask.ctx, ref)) }));
  },
});
