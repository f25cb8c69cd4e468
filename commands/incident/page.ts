import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { onIncident, pressable } from '../../src/chat/cards/buttons.ts';
import { command } from '../../src/chat/command.ts';
import { incident, whom } from '../../src/chat/options.ts';
import { pageSomeone } from '../../src/domain/incidents/page-someone.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';
import { AppError } from '../../src/errors.ts';

export const page = command({
  description: 'commands.incident_page', title: 'titles.incident_page',
  needs: 'acknowledge_incident',
  options: z.object({ incident: incident(), whom: whom({ help: 'commands.help_whom', greedy: true }) }),
  async run(ask, { incident: ref, whom: name }) {
    // A name without @ is a team first, then a person.
    const byTeam = name.startsWith('@') ? undefined : await pageSomeone(ask.ctx, ref, { team: name }).catch((error: unknown) => {
      if (error instanceof AppError && error.key === 'errors.unknown_team') return undefined;
      throw error;
    });
    const { incident: it, who } = byTeam ?? await pageSomeone(ask.ctx, ref, { user: name });
    return done(ask.say('commands.paged', { incident: shortId(it), who }), { actions: pressable([onIncident(ask.say('cards.who_was_told'), 'paged', it)], ask) });
  },
});
