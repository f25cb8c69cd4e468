import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { onIncident, pressable } from '../../src/chat/cards/buttons.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { escalateNow } from '../../src/domain/incidents/escalate-now.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const escalate = command({
  description: 'commands.incident_escalate', title: 'titles.incident_escalate',
  needs: 'acknowledge_incident',
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    const it = await escalateNow(ask.ctx, ref);
    return done(ask.say('commands.escalated', { incident: shortId(it) }), { actions: pressable([onIncident(ask.say('cards.who_was_told'), 'paged', it)], ask) });
  },
});
