import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import type { Action } from '../../src/chat/card.ts';
import { button } from '../../src/chat/cards/button.ts';
import { linkButton, onIncident, pressable } from '../../src/chat/cards/buttons.ts';
import { command } from '../../src/chat/command.ts';
import { errorAnswer } from '../../src/chat/error-card.ts';
import { incident, longText, optional } from '../../src/chat/options.ts';
import { acknowledge } from '../../src/domain/incidents/acknowledge.ts';
import { addNote } from '../../src/domain/incidents/note.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';
import { AppError } from '../../src/errors.ts';

export const ack = command({
  description: 'commands.incident_ack', title: 'titles.incident_ack',
  needs: 'acknowledge_incident',
  submit: 'cards.acknowledge',
  options: z.object({ incident: incident({ guess: 'pages me' }), note: optional(longText({ label: 'commands.option_note', greedy: true })) }),
  async run(ask, { incident: ref, note }) {
    const outcome = await acknowledge(ask.ctx, ref).catch((error: unknown) => {
      // A note that came with it stays in its form.
      if (note === undefined && error instanceof AppError && error.key === 'incidents.already_acknowledged') return error;
      throw error;
    });
    if (outcome instanceof AppError) return errorAnswer(outcome, ask.say, button(ask, 'incident/take-over', 'cards.take_over', { incident: ref }));
    const { incident: taken, changed } = outcome;
    if (note !== undefined) await addNote(ask.ctx, taken.id, note);
    const actions = pressable<Action>([
      linkButton(ask.say('cards.runbook'), taken.runbook_url), linkButton(ask.say('cards.graph'), taken.dashboard_url ?? taken.url), onIncident(ask.say('cards.show'), 'show', taken),
    ], ask);
    return done(ask.say(changed ? 'commands.acknowledged' : 'commands.acknowledged_before', { incident: shortId(taken) }), { actions });
  },
});
