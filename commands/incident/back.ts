import { z } from 'zod';
import { done, reply } from '../../src/chat/answer.ts';
import { linkButton, pressable } from '../../src/chat/cards/buttons.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { platformNames } from '../../src/chat/platform-names.ts';
import { returnRoom } from '../../src/domain/rooms/return-room.ts';

export const back = command({
  description: 'rooms.back_about', title: 'titles.incident_back',
  hidden: true,
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    const returned = await returnRoom(ask.ctx, ref, ask.ports);
    const about = { incident: returned.incident, home: platformNames[returned.home] };
    switch (returned.outcome) {
      case 'back': {
        const room = `#${returned.room.name}`;
        return done(ask.say('rooms.is_back', { ...about, room }), { actions: pressable([linkButton(room, returned.room.link)], ask) });
      }
      case 'opening': return done(ask.say('rooms.is_opening', about));
      case 'away': return reply({ title: ask.say('rooms.still_away', { ...about, why: ask.say(returned.why.key, returned.why.params) }), text: [[ask.say('rooms.stays', about)]] });
    }
  },
});
