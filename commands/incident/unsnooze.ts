import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { endSnooze } from '../../src/domain/incidents/end-snooze.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const unsnooze = command({
  description: 'commands.incident_unsnooze', title: 'titles.incident_unsnooze',
  hidden: true,
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    return done(ask.say('commands.unsnoozed', { incident: shortId(await endSnooze(ask.ctx, ref)) }));
  },
});
