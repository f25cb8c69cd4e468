import type { MiddlewareHandler } from 'hono';
import type { Env } from './route.ts';

/** Nothing but our own files, from nowhere else, in no frame (spec §14). */
export const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** @param https whether people reach us by https alone */
export function securityHeaders(https: boolean): MiddlewareHandler<Env> {
  const headers: Record<string, string> = {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    ...(https ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
  return async (c, next) => {
    await next();
    // A route that set one of them knows why.
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  };
}
