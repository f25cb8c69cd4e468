import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { choice, text } from '../../src/chat/options.ts';
import { removeMessage as takeOffTimeline } from '../../src/domain/incidents/remove-message.ts';

export const removeMessage = command({
  description: 'happenings.remove_message', title: 'titles.incident_remove_message',
  needs: 'add_incidentcomment',
  hidden: true,
  options: z.object({ platform: choice(['slack', 'discord'], { label: 'happenings.option_platform' }), place: text({ label: 'happenings.option_place' }), message: text({ label: 'happenings.option_message' }) }),
  async run(ask, { platform, place, message }) {
    return done(ask.say('happenings.removed', { incident: await takeOffTimeline(ask.ctx, { platform, placeId: place, messageId: message }) }));
  },
});
