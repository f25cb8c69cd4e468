import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { unauthenticated } from '../../src/errors.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { showUser } from '../../src/domain/people/list-users.ts';
import { userCard } from '../../src/chat/cards/user.ts';
import { command } from '../../src/chat/command.ts';
import { optional, user } from '../../src/chat/options.ts';

export const userShow = command({
  description: 'userCommands.show', title: 'titles.user_show',
  options: z.object({ user: optional(user()) }),
  async run(ask, options) {
    const me = userIdOf(ask.ctx.actor);
    if (me === null && options.user === undefined) throw unauthenticated('errors.sign_in_needed');
    const id = options.user === undefined ? me! : (await findUser(ask.ctx, options.user)).id;
    return { kind: 'card', card: userCard(ask, await showUser(ask.ctx, id), id === me), private: true };
  },
});
