import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { unmerge as unmergeIncident } from '../../src/domain/incidents/unmerge.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const unmerge = command({
  description: 'commands.incident_unmerge',
  needs: 'acknowledge_incident',
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    return done(ask.say('commands.unmerged', { incident: shortId(await unmergeIncident(ask.ctx, ref)) }));
  },
});
