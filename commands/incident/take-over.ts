import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';
import { takeOver as takeOverIncident } from '../../src/domain/incidents/take-over.ts';

export const takeOver = command({
  description: 'commands.incident_take_over',
  hidden: true,
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    return done(ask.say('commands.taken_over', { incident: shortId(await takeOverIncident(ask.ctx, ref)) }));
  },
});
