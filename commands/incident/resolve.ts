import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { onIncident, pressable } from '../../src/chat/cards/buttons.ts';
import { command } from '../../src/chat/command.ts';
import { incident, longText, optional } from '../../src/chat/options.ts';
import { resolve as resolveIncident } from '../../src/domain/incidents/resolve.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const resolve = command({
  description: 'commands.incident_resolve', title: 'titles.incident_resolve',
  needs: 'acknowledge_incident',
  submit: 'cards.resolve',
  options: z.object({
    incident: incident(),
    note: optional(longText({ label: 'commands.option_resolution', greedy: true })),
    root_cause: optional(longText({ label: 'commands.option_root_cause', named: true })),
  }),
  async run(ask, { incident: ref, note, root_cause: rootCause }) {
    const { incident: it, changed, stillFiring, mutedUntil } = await resolveIncident(ask.ctx, ref, { ...(note === undefined ? {} : { note }), ...(rootCause === undefined ? {} : { rootCause }) });
    const title = ask.say(changed ? 'commands.resolved' : 'commands.resolved_before', { incident: shortId(it) });
    if (mutedUntil === null) return done(title);
    return done(title, {
      text: [[ask.say('commands.still_firing', { n: stillFiring }), ' ', { time: mutedUntil.toISOString(), style: 'datetime' }]],
      actions: pressable([onIncident(ask.say('cards.unmute'), 'unmute', it)], ask),
    });
  },
});
