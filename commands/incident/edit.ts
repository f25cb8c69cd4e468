import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { boolean, dateTime, incident, longText, optional, service, text } from '../../src/chat/options.ts';
import { editIncident } from '../../src/domain/incidents/edit.ts';
import { findInside } from '../../src/domain/incidents/find.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';
import { publicRooms } from '../../src/domain/rooms/public-rooms.ts';
import { homeNames } from '../../src/domain/rooms/lead.ts';

export const edit = command({
  description: 'commands.incident_edit', title: 'titles.incident_edit',
  needs: 'acknowledge_incident',
  asks: 'what to change',
  options: z.object({
    incident: incident(),
    title: optional(text({ label: 'commands.option_title', greedy: true })),
    description: optional(longText({ label: 'commands.option_description', named: true })),
    service: optional(service({ named: true })),
    detected_at: optional(dateTime({ label: 'commands.option_detected_at', named: true, towards: 'past' })),
    private: optional(boolean({ label: 'commands.option_private', help: 'commands.help_private', named: true })),
  }),
  async prefill(ask, { incident: ref = '' }): Promise<Record<string, string>> {
    if (ref.trim() === '') return {};
    const it = await findInside(ask.ctx, ref);
    return { title: it.title, description: it.description, service: it.service_name, detected_at: it.detected_at.toISOString(), private: it.is_confidential ? 'yes' : 'no' };
  },
  async run(ask, { incident: ref, title, description, service: name, detected_at: detectedAt, private: isPrivate }) {
    const it = await editIncident(ask.ctx, ref, {
      ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }), ...(name === undefined ? {} : { service: name }), ...(detectedAt === undefined ? {} : { detectedAt }), ...(isPrivate === undefined ? {} : { isPrivate }),
    });
    const open = isPrivate === true && it.is_confidential ? await publicRooms(ask.ctx, it.id) : [];
    return done(ask.say('commands.edited', { incident: shortId(it) }), {
      text: [
        ...(detectedAt === undefined ? [] : [[ask.say('commands.option_detected_at'), ': ', { time: it.detected_at.toISOString(), style: 'datetime' as const }]]),
        ...open.map((room) => [ask.say('rooms.hiding', { room: `#${room.name}`, to: homeNames[room.platform] })]),
      ],
    });
  },
});
