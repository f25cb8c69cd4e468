import { z } from '@hono/zod-openapi';
import { userIdOf } from '../../context.ts';
import { createToken } from '../../domain/people/create-token.ts';
import { findUser } from '../../domain/people/find-user.ts';
import { listTokens, type TokenRow } from '../../domain/people/list-tokens.ts';
import { revokeToken } from '../../domain/people/revoke-token.ts';
import { tokenRow } from '../../domain/people/token-row.ts';
import { transaction } from '../../db/transaction.ts';
import { notFound, unauthenticated } from '../../errors.ts';
import { demand, may } from '../../permissions.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';
import { given, instantIn, instantOut, iso, isoOrNull, reference, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'tokens';
const tokenOut = z.object({
  id: z.uuid(),
  user: z.string(),
  name: z.string(),
  scopes: z.array(z.string()).nullable().openapi({ description: 'Codenames; null: whatever its owner may' }),
  created_at: instantOut,
  expires_at: instantOut.nullable(),
  last_used_at: instantOut.nullable(),
}).openapi('Token');
const fresh = z.object({
  name: words(200),
  user: reference.optional().openapi({ description: 'Whose; one’s own when absent' }),
  scopes: z.array(words(100)).max(200).optional(),
  expires_at: instantIn.optional(),
});
const unknownUser = { refs: { 'errors.unknown_user': 'user' } } as const;

const bodyOf = (it: TokenRow): z.input<typeof tokenOut> => ({
  id: it.id, user: it.username, name: it.name, scopes: it.scopes, created_at: iso(it.createdAt), expires_at: isoOrNull(it.expiresAt), last_used_at: isoOrNull(it.lastUsedAt),
});

/** API tokens: one's own, or with `change_token` everybody's. */
export function tokenRoutes(api: Api): void {
  endpoint(api, 'get', '/tokens/', { tag, summary: 'Tokens, newest first; one’s own unless you may see all', query: listQuery(['created_at', 'name', 'user', 'last_used_at'], { user: reference.optional() }), answer: listOut(tokenOut) }, async ({ ctx, query, url }) => {
    demand(ctx, 'view_token');
    const whose = query.user === undefined ? (may(ctx.actor, 'change_token') ? undefined : userIdOf(ctx.actor) ?? undefined) : (await spoken(unknownUser, findUser(ctx, query.user))).id;
    const found = sliced(await listTokens(ctx, whose), query, { created_at: (it) => it.createdAt.getTime(), name: (it) => it.name, user: (it) => it.username, last_used_at: (it) => it.lastUsedAt?.getTime() ?? null }, (it) => `${it.name} ${it.username}`);
    return pageOf({ ...found, rows: found.rows.map(bodyOf) }, query, url, api.parts.ports.baseUrl);
  });

  endpoint(api, 'post', '/tokens/', { tag, summary: 'Makes a token, shown this once', body: fresh, answer: tokenOut.extend({ token: z.string() }), status: 201 }, async ({ ctx, body }) => {
    demand(ctx, 'add_token');
    const userId = body.user === undefined ? userIdOf(ctx.actor) : (await spoken(unknownUser, findUser(ctx, body.user))).id;
    if (userId === null) throw unauthenticated('errors.sign_in_needed');
    return transaction(ctx, async (tx) => {
      const { id, token } = await createToken(tx, { userId, name: body.name, ...given({ scopes: body.scopes, expiresAt: body.expires_at }) });
      return { ...bodyOf(await tokenRow(tx, id)), token };
    });
  });

  endpoint(api, 'delete', '/tokens/{id}/', { tag, summary: 'Ends a token at once' }, async ({ ctx, params }) => {
    demand(ctx, 'delete_token');
    if (!z.uuid().safeParse(params.id).success) throw notFound('people.unknown_token');
    await revokeToken(ctx, params.id);
    return null;
  });
}
