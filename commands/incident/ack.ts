import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import type { Action } from '../../src/chat/card.ts';
import { linkButton, onIncident, pressable } from '../../src/chat/cards/buttons.ts';
import { command } from '../../src/chat/command.ts';
import { incident, longText, optional } from '../../src/chat/options.ts';
import { acknowledge } from '../../src/domain/incidents/acknowledge.ts';
import { addNote } from '../../src/domain/incidents/note.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const ack = command({
  description: 'commands.incident_ack',
  needs: 'acknowledge_incident',
  submit: 'cards.acknowledge',
  options: z.object({ incident: incident({ guess: 'pages me' }), note: optional(longText({ label: 'commands.option_note', greedy: true })) }),
  async run(ask, { incident: ref, note }) {
    const { incident: taken, changed } = await acknowledge(ask.ctx, ref);
    if (note !== undefined) await addNote(ask.ctx, taken.id, note);
    const actions = pressable<Action>([
      linkButton(ask.say('cards.runbook'), taken.runbook_url), linkButton(ask.say('cards.graph'), taken.dashboard_url ?? taken.url), onIncident(ask.say('cards.show'), 'show', taken),
    ], ask);
    return done(ask.say(changed ? 'commands.acknowledged' : 'commands.acknowledged_before', { incident: shortId(taken) }), { actions });
  },
});
