import { z } from 'zod';
import { done, reply } from '../../src/chat/answer.ts';
import { linkButton, pressable } from '../../src/chat/cards/buttons.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { platformNames } from '../../src/chat/platform-names.ts';
import { requestRoom } from '../../src/domain/rooms/request-room.ts';

export const room = command({
  description: 'commands.incident_room',
  needs: 'acknowledge_incident',
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    const { incident: id, room: there, refused, standsFor } = await requestRoom(ask.ctx, ref);
    if (there === undefined) return done(ask.say('commands.room_opening', { incident: id }));
    if (refused !== undefined) return reply({ title: ask.say('incidents.room_in_console', { incident: id, room: `#${there.name}`, ...refused }), text: [[ask.say('incidents.room_again')]] });
    return done(ask.say('commands.room_there', { incident: id, room: `#${there.name}` }), {
      actions: pressable([linkButton(`#${there.name}`, there.link), standsFor === undefined ? undefined : { label: ask.say('rooms.back', { home: platformNames[standsFor] }), command: 'incident/back', args: { incident: id } }], ask),
    });
  },
});
