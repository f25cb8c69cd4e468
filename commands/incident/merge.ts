import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { merge as mergeIncidents } from '../../src/domain/incidents/merge.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const merge = command({
  description: 'commands.incident_merge', title: 'titles.incident_merge',
  needs: 'acknowledge_incident',
  options: z.object({ incident: incident(), into: incident({ label: 'commands.option_into', help: 'commands.help_into' }) }),
  async run(ask, { incident: ref, into }) {
    const merged = await mergeIncidents(ask.ctx, ref, into);
    return done(ask.say('commands.merged', { incident: shortId(merged.from), into: shortId(merged.into) }));
  },
});
