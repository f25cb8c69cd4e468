import { z } from 'zod';
import { done, reply } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident, text } from '../../src/chat/options.ts';
import { addMessage as addToTimeline } from '../../src/domain/incidents/add-message.ts';
import { heardMessage } from '../../src/domain/incidents/heard-message.ts';

export const addMessage = command({
  description: 'happenings.add_message', title: 'titles.incident_add_message',
  needs: 'add_incidentcomment',
  hidden: true,
  options: z.object({ incident: incident(), message: text({ label: 'happenings.option_message' }) }),
  async run(ask, { incident: ref, message }) {
    const { incident: id, isNew } = await addToTimeline(ask.ctx, ref, await heardMessage(ask.ctx, message));
    return isNew ? done(ask.say('happenings.added', { incident: id })) : reply({ title: ask.say('happenings.already', { incident: id }) });
  },
});
