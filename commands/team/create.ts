import { z } from 'zod';
import { createTeam } from '../../src/domain/people/create-team.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { zones } from '../../src/chat/known/schedule.ts';
import { optional, text } from '../../src/chat/options.ts';

export const teamCreate = command({
  description: 'teamCommands.create', needs: 'add_team', submit: 'teamCommands.create_submit',
  options: z.object({
    name: text({ label: 'teamCommands.name', max: 80 }),
    description: optional(text({ label: 'teamCommands.about', named: true })),
    time_zone: optional(text({ known: zones, label: 'teamCommands.time_zone', help: 'teamCommands.help_time_zone', named: true, max: 64 })),
  }),
  async run(ask, { name, description, time_zone: timeZone }) {
    const team = await createTeam(ask.ctx, { name, timeZone: timeZone ?? ask.timeZone, ...(description !== undefined && { description }) });
    const args = { team: team.name };
    return done(ask.say('teamCommands.created', { team: team.name }), {
      text: [[ask.say('teamCommands.created_next', { channel: `#${team.slug}`, zone: team.timeZone })]],
      actions: [
        ...button(ask, 'team/member', 'teamCommands.add_member', args, { style: 'primary' }), ...button(ask, 'oncall/set', 'teamCommands.set_on_call', args),
        ...button(ask, 'service/create', 'teamCommands.new_service', args),
      ],
    });
  },
});
