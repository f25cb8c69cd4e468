import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';
import { unacknowledge } from '../../src/domain/incidents/unacknowledge.ts';

export const unack = command({
  description: 'commands.incident_unack', title: 'titles.incident_unack',
  needs: 'acknowledge_incident',
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    const back = await unacknowledge(ask.ctx, ref);
    return done(ask.say('commands.unacknowledged', { incident: shortId(back) }));
  },
});
