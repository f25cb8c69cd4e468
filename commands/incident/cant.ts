import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { passOn } from '../../src/domain/incidents/escalate-now.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

/** “I can't”, below a page. */
export const cant = command({
  description: 'commands.incident_cant', title: 'titles.incident_cant',
  hidden: true,
  options: z.object({ incident: incident({ guess: 'pages me' }) }),
  async run(ask, { incident: ref }) {
    return done(ask.say('commands.passed_on', { incident: shortId(await passOn(ask.ctx, ref)) }));
  },
});
