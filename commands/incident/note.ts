import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident, longText } from '../../src/chat/options.ts';
import { addNote } from '../../src/domain/incidents/note.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const note = command({
  description: 'commands.incident_note', title: 'titles.incident_note',
  needs: 'add_incidentcomment',
  options: z.object({ incident: incident(), note: longText({ label: 'commands.option_note', greedy: true }) }),
  async run(ask, { incident: ref, note: words }) {
    return done(ask.say('commands.noted', { incident: shortId(await addNote(ask.ctx, ref, words)) }));
  },
});
