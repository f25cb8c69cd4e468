import { z } from 'zod';
import { findUser } from '../../src/domain/people/find-user.ts';
import { listGroups } from '../../src/domain/people/list-groups.ts';
import { showUser } from '../../src/domain/people/list-users.ts';
import { setUserGroups } from '../../src/domain/people/set-user-groups.ts';
import { done, reply } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { isNone, listed } from '../../src/chat/none.ts';
import { groups as knownGroups } from '../../src/chat/known/people.ts';
import { optional, text, user } from '../../src/chat/options.ts';

export const userRole = command({
  description: 'userCommands.role', title: 'titles.user_role', needs: 'change_group', asks: 'what to change', submit: 'teamCommands.save',
  options: z.object({ user: user(), groups: optional(text({ known: knownGroups, label: 'userCommands.groups', help: 'userCommands.help_groups_exact', greedy: true })) }),
  async prefill(ask, given): Promise<Record<string, string>> {
    return given['user'] === undefined ? {} : { groups: (await showUser(ask.ctx, (await findUser(ask.ctx, given['user'])).id)).groups.join(', ') };
  },
  async run(ask, options) {
    const person = await findUser(ask.ctx, options.user);
    if (options.groups === undefined) {
      const all = (await listGroups(ask.ctx)).map((group) => group.name).join(', ');
      return reply({ title: ask.say('userCommands.nothing_said'), tone: 'bad', text: [[ask.say('userCommands.groups_there', { names: all })]] });
    }
    const groups = await setUserGroups(ask.ctx, person.id, isNone(options.groups) ? [] : listed(options.groups));
    return done(ask.say(groups.length === 0 ? 'userCommands.now_in_none' : 'userCommands.now_in', { name: person.username, groups: groups.join(', ') }), { actions: button(ask, 'user/show', 'teamCommands.look', { user: person.username }) });
  },
});
