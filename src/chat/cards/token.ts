import type { TokenRow } from '../../domain/people/list-tokens.ts';
import { cardOf } from '../answer.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';

/** API tokens in a line each: name, what it may, last use, end. */
export function tokensCard(draw: Drawing, tokens: readonly TokenRow[], now: Date): Card {
  const { say } = draw;
  const at = (date: Date) => ({ time: date.toISOString(), style: 'datetime' as const });
  const lines = tokens.map((token): Rich => [
    { bold: token.name }, ` · ${token.username} · ${token.scopes === null ? say('tokenCommands.token_all') : token.scopes.join(', ')} · `,
    ...(token.lastUsedAt === null ? [say('tokenCommands.token_unused')] : [`${say('tokenCommands.token_used')} `, at(token.lastUsedAt)]),
    ...(token.expiresAt === null ? [] : [` · ${say(token.expiresAt <= now ? 'tokenCommands.token_expired' : 'tokenCommands.token_expires')} `, at(token.expiresAt)]),
  ]);
  return cardOf({
    title: say('tokenCommands.tokens', { n: tokens.length }), blocks: longList(lines, say),
    actions: [...button(draw, 'token/create', 'tokenCommands.token_new'), ...(tokens.length === 0 ? [] : button(draw, 'token/revoke', 'tokenCommands.token_revoke', tokens.length === 1 ? { token: tokens[0]!.id } : {}))],
  });
}
