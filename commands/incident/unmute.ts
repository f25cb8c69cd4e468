import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';
import { unmute as unmuteIncident } from '../../src/domain/incidents/unmute.ts';

export const unmute = command({
  description: 'commands.incident_unmute', title: 'titles.incident_unmute',
  hidden: true,
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    return done(ask.say('commands.unmuted', { incident: shortId(await unmuteIncident(ask.ctx, ref)) }));
  },
});
