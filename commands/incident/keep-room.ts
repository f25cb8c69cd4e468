import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { keepRoom as keepIncidentRoom } from '../../src/domain/rooms/keep-room.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

export const keepRoom = command({
  description: 'commands.incident_keep_room', title: 'titles.incident_keep_room',
  hidden: true,
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    const { incident: kept, until } = await keepIncidentRoom(ask.ctx, ref);
    return done(ask.say('commands.room_kept', { incident: shortId(kept), at: until.toISOString() }));
  },
});
