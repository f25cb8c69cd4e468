import { z } from 'zod';
import { addUser } from '../../src/domain/people/add-user.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { listed } from '../../src/chat/none.ts';
import { zones } from '../../src/chat/known/schedule.ts';
import { groups as knownGroups } from '../../src/chat/known/people.ts';
import { choice, optional, text } from '../../src/chat/options.ts';

export const userAdd = command({
  description: 'userCommands.add', needs: 'add_user', submit: 'userCommands.add_button',
  options: z.object({
    username: text({ label: 'userCommands.username', help: 'userCommands.help_username', max: 64 }),
    email: optional(text({ label: 'userCommands.email', max: 254 })),
    phone: optional(text({ label: 'userCommands.phone', help: 'userCommands.help_phone', named: true, max: 40 })),
    groups: optional(text({ known: knownGroups, label: 'userCommands.groups', help: 'userCommands.help_groups', named: true })),
    time_zone: optional(text({ known: zones, label: 'teamCommands.time_zone', help: 'teamCommands.help_time_zone', named: true, max: 64 })),
    language: optional(choice(['en', 'fr'], { label: 'userCommands.language', named: true })),
  }),
  async run(ask, { username, email, phone, groups, time_zone: timeZone, language }) {
    const person = await addUser(ask.ctx, { username, email, phone, groups: groups === undefined ? undefined : listed(groups), timeZone, language });
    const args = { user: person.username };
    return done(ask.say('userCommands.added', { name: person.username }), {
      text: [[ask.say('userCommands.added_next')]],
      actions: [...button(ask, 'user/link', 'userCommands.link_button', args, { style: 'primary' }), ...button(ask, 'user/role', 'userCommands.groups_button', args), ...button(ask, 'team/member', 'userCommands.team_button', args)],
    });
  },
});
