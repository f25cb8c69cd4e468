import { z } from 'zod';
import { enableUser } from '../../src/domain/people/enable-user.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { user } from '../../src/chat/options.ts';

export const userEnable = command({
  description: 'userCommands.enable', needs: 'change_group',
  options: z.object({ user: user() }),
  async run(ask, options) {
    const { id, username } = await findUser(ask.ctx, options.user);
    await enableUser(ask.ctx, id);
    return done(ask.say('userCommands.enabled', { name: username }), { text: [[ask.say('userCommands.enabled_next')]], actions: [...button(ask, 'user/link', 'userCommands.link_button', { user: username }), ...button(ask, 'user/role', 'userCommands.groups_button', { user: username })] });
  },
});
