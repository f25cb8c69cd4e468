import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Env } from './route.ts';

/** Told of every answer: the route as it was registered, never the address somebody typed. */
export type Observe = (method: string, route: string, status: number, seconds: number) => void;

/** Measures every request of an app. */
export function observed(observe: Observe): MiddlewareHandler<Env> {
  return async (c, next) => {
    const began = performance.now();
    await next();
    const route = matchedRoutes(c).findLast((it) => !it.path.endsWith('*'))?.path ?? 'none';
    observe(c.req.method, route, c.res.status, (performance.now() - began) / 1000);
  };
}
