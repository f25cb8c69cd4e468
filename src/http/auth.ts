import type { MiddlewareHandler } from 'hono';
import type { Actor } from '../context.ts';
import { unauthenticated } from '../errors.ts';
import { actorByToken } from '../domain/people/actor-by-token.ts';
import { hashToken } from '../secrets.ts';
import { tooMany } from './problem.ts';
import { requestIdOf } from './request-id.ts';
import type { Asked, Env, HttpDeps } from './route.ts';
import { strangerContext } from './session.ts';

const header = /^(?:token|bearer)\s+([\w-]{8,200})\s*$/i;

/**
 * Whoever an `Authorization: Token …` or `Bearer …` speaks for.
 * @returns nobody when there is no such header
 * @throws AppError unauthenticated; Refused 429 when this token asks too often
 */
export async function actorOfRequest(c: Asked, deps: HttpDeps): Promise<Actor> {
  const ctx = strangerContext(c, deps);
  const given = c.req.header('authorization');
  if (given === undefined) return ctx.actor;
  const token = header.exec(given)?.[1];
  if (token === undefined) throw unauthenticated('people.token_invalid');
  const wait = deps.apiLimit(hashToken(token));
  if (wait > 0) throw tooMany(wait);
  const ip = deps.clientAddress(c);
  return actorByToken(ctx, token, ip === undefined ? {} : { ip });
}

/** Puts `c.get('ctx')` before the routes of the API: the token's owner or nobody. */
export function withActor(deps: HttpDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.set('ctx', deps.context(await actorOfRequest(c, deps), requestIdOf(c)));
    await next();
  };
}
