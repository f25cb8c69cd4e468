import { z } from 'zod';
import { findToken } from '../../src/domain/people/find-token.ts';
import { revokeToken } from '../../src/domain/people/revoke-token.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { tokens } from '../../src/chat/known/people.ts';
import { text } from '../../src/chat/options.ts';

export const tokenRevoke = command({
  description: 'tokenCommands.token_end', needs: 'delete_token', submit: 'tokenCommands.token_revoke',
  options: z.object({ token: text({ known: tokens, label: 'tokenCommands.token_name', help: 'tokenCommands.help_token', greedy: true, max: 64 }) }),
  async run(ask, options) {
    const token = await findToken(ask.ctx, options.token);
    await revokeToken(ask.ctx, token.id);
    return done(ask.say('tokenCommands.token_revoked', { name: token.name, user: token.username }), { actions: button(ask, 'token/list', 'tokenCommands.token_look') });
  },
});
