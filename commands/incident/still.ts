import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { confirmStill } from '../../src/domain/incidents/still/confirm.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

/** The answer to “Still on it?”. */
export const still = command({
  description: 'policies.still_command', title: 'titles.incident_still', hidden: true,
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    const it = await confirmStill(ask.ctx, ref);
    return done(ask.say('policies.still_done', { incident: shortId(it) }));
  },
});
