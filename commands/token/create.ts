import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { createToken } from '../../src/domain/people/create-token.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { listed } from '../../src/chat/none.ts';
import { scopes } from '../../src/chat/known/people.ts';
import { dateTime, optional, text, user } from '../../src/chat/options.ts';

export const tokenCreate = command({
  description: 'tokenCommands.token_create', needs: 'add_token', submit: 'teamCommands.create_submit',
  options: z.object({
    name: text({ label: 'tokenCommands.token_name', help: 'tokenCommands.help_token_name', max: 64 }),
    scopes: optional(text({ known: scopes, label: 'tokenCommands.scopes', help: 'tokenCommands.help_scopes', named: true, max: 2000 })),
    expires_at: optional(dateTime({ label: 'tokenCommands.expires', named: true })),
    user: optional(user({ help: 'userCommands.help_mine', named: true })),
  }),
  async run(ask, { name, scopes, expires_at: expiresAt, user: word }) {
    const userId = word === undefined ? userIdOf(ask.ctx.actor) ?? '' : (await findUser(ask.ctx, word)).id;
    const { token } = await createToken(ask.ctx, { userId, name, scopes: scopes === undefined ? undefined : listed(scopes), expiresAt });
    return done(ask.say('tokenCommands.token_created', { name }), {
      ...(expiresAt !== undefined && { text: [[`${ask.say('tokenCommands.token_expires')} `, { time: expiresAt.toISOString(), style: 'datetime' }]] }),
      blocks: [{ kind: 'code', code: token, label: ask.say('tokenCommands.token_keep') }, { kind: 'code', code: `Authorization: Bearer ${token}`, label: ask.say('tokenCommands.token_header') }],
      actions: button(ask, 'token/list', 'tokenCommands.token_look'),
    });
  },
});
