import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { placed } from '../../src/chat/cards/placed.ts';
import { command } from '../../src/chat/command.ts';
import { incident, service } from '../../src/chat/options.ts';
import { isService as sayService } from '../../src/domain/incidents/is-service.ts';

/** “It is [service ▾]” on an incident that names a service nobody knows. */
export const isService = command({
  description: 'commands.incident_is_service', title: 'titles.incident_is_service',
  hidden: true,
  options: z.object({ incident: incident(), service: service() }),
  async run(ask, { incident: ref, service: name }) {
    const { title, text } = placed(await sayService(ask.ctx, ref, name), ask);
    return done(title, { text });
  },
});
