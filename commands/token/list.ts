import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { databaseNow } from '../../src/domain/clock.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { listTokens } from '../../src/domain/people/list-tokens.ts';
import { tokensCard } from '../../src/chat/cards/token.ts';
import { command } from '../../src/chat/command.ts';
import { optional, user } from '../../src/chat/options.ts';

export const tokenList = command({
  description: 'tokenCommands.token_list', needs: 'view_token',
  options: z.object({ user: optional(user({ help: 'tokenCommands.help_whose' })) }),
  async run(ask, options) {
    const everybody = /^(?:all|tous|everyone)$/i.test(options.user ?? '');
    const whose = everybody ? undefined : options.user === undefined ? (userIdOf(ask.ctx.actor) ?? undefined) : (await findUser(ask.ctx, options.user)).id;
    return { kind: 'card', card: tokensCard(ask, await listTokens(ask.ctx, whose), await databaseNow(ask.ctx)), private: true };
  },
});
