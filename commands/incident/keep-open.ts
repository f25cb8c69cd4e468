import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { keepOpen as keepIncidentOpen } from '../../src/domain/incidents/keep-open.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const keepOpen = command({
  description: 'commands.incident_keep_open', title: 'titles.incident_keep_open',
  hidden: true,
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    return done(ask.say('commands.kept_open', { incident: shortId(await keepIncidentOpen(ask.ctx, ref)) }));
  },
});
