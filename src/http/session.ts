import type { MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type Actor, type Context, nobody } from '../context.ts';
import { unauthenticated } from '../errors.ts';
import { readSession } from '../domain/people/read-session.ts';
import { sameInConstantTime } from '../secrets.ts';
import { Refused } from './problem.ts';
import { requestIdOf } from './request-id.ts';
import type { Asked, Env, HttpDeps } from './route.ts';

const COOKIE = 'imas_session';
/** Thirty days, like the session itself; every look at the console renews both. */
const SECONDS = 30 * 24 * 3600;

const attributes = (deps: HttpDeps) => ({ path: '/', httpOnly: true, sameSite: 'Strict', secure: deps.publicUrl?.startsWith('https:') === true } as const);

export const giveCookie = (c: Asked, deps: HttpDeps, value: string): void => setCookie(c, COOKIE, value, { ...attributes(deps), maxAge: SECONDS });
export const takeCookie = (c: Asked, deps: HttpDeps): void => void deleteCookie(c, COOKIE, attributes(deps));
export const cookieOf = (c: Asked): string | undefined => getCookie(c, COOKIE);

/** Who asks before anybody is signed in, with the address for the audit log. */
export function strangerContext(c: Asked, deps: HttpDeps): Context {
  const ip = deps.clientAddress(c);
  const actor: Actor = ip === undefined ? nobody : { kind: 'nobody', ip };
  return deps.context(actor, requestIdOf(c));
}

export type Person = Extract<Actor, { kind: 'person' }>;
export interface SignedIn { ctx: Context; actor: Person; csrf: string; cookie: string }

/** The session behind a request, with rights read afresh. @throws AppError unauthenticated */
export async function signedIn(c: Asked, deps: HttpDeps): Promise<SignedIn> {
  const cookie = cookieOf(c);
  const session = cookie === undefined ? undefined : await readSession(strangerContext(c, deps), cookie, deps.clientAddress(c));
  if (cookie === undefined || !session) throw unauthenticated('errors.sign_in_needed');
  return { ctx: deps.context(session.actor, requestIdOf(c)), actor: session.actor, csrf: session.csrf, cookie };
}

/** Like `signedIn`, for what changes something. @throws Refused 403 when the session's own token is missing */
export async function signedInToChange(c: Asked, deps: HttpDeps): Promise<SignedIn> {
  const session = await signedIn(c, deps);
  if (!sameInConstantTime(c.req.header('x-imas-csrf') ?? '', session.csrf)) throw new Refused(403, 'http.forbidden', 'http.csrf');
  return session;
}

/** Refuses what another site's page sent: browsers name the origin of every POST. */
export function ownOriginOnly(deps: HttpDeps): MiddlewareHandler<Env> {
  const published = deps.publicUrl === undefined ? undefined : new URL(deps.publicUrl).origin;
  return async (c, next) => {
    const origin = c.req.header('origin');
    if (c.req.method === 'POST' && origin !== undefined && origin !== published && hostOf(origin) !== c.req.header('host')) {
      throw new Refused(403, 'http.forbidden', 'http.foreign_origin');
    }
    await next();
  };
}
const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);
