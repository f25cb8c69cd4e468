import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { clientAddressFrom } from './client-address.ts';
import { closeGently } from './close-gently.ts';
import { answerTo } from './errors.ts';
import { MOST_HEADER_BYTES } from './limits.ts';
import { type Observe, observed } from './observed.ts';
import { acceptedLanguage, noRoute } from './problem.ts';
import { answerQuickly, type QuickDoor } from './quick.ts';
import { rateLimit } from './rate-limit.ts';
import { newRequestId, requestIdOf } from './request-id.ts';
import type { App, Asked, Env, HttpDeps, RouteGroup } from './route.ts';
import { securityHeaders } from './security-headers.ts';
import { answerUnreadable } from './unreadable.ts';

export interface ServerParts extends Pick<HttpDeps, 'context' | 'log'> {
  config: Pick<Config, 'PUBLIC_URL' | 'IMAS_LANGUAGE' | 'IMAS_TRUSTED_PROXIES' | 'timeZone'>;
  routes: readonly RouteGroup[];
  quick?: { prefixes: readonly string[]; door: QuickDoor };
  observe?: Observe;
  /** How long headers, and a whole request, may take to arrive; how often that is looked at; milliseconds. */
  patience?: { headers: number; request: number; check: number };
}

export interface HttpServer {
  app: App;
  /** @throws the socket's error, such as EADDRINUSE */
  listen(port: number, host: string): Promise<AddressInfo>;
  /** Accepts nothing more, lets what is under way finish for so long, then cuts it. */
  close(graceMs?: number): Promise<void>;
}

/** The HTTP edge: limits, headers, errors and the groups of routes that it is given (spec §10, §14, §15). */
export function makeServer(parts: ServerParts): HttpServer {
  const closing = new AbortController();
  const { PUBLIC_URL: publicUrl, IMAS_LANGUAGE: language, IMAS_TRUSTED_PROXIES, timeZone } = parts.config;
  const deps: HttpDeps = {
    context: parts.context, log: parts.log, language, timeZone, publicUrl,
    clientAddress: clientAddressFrom(IMAS_TRUSTED_PROXIES),
    closing: closing.signal,
    signInLimit: rateLimit({ max: 10, perMs: 60_000 }),
    apiLimit: rateLimit({ max: 1200, perMs: 60_000 }),
  };
  const app = anApp(deps);
  if (parts.observe) app.use(observed(parts.observe));
  app.use(async (c, next) => {
    const id = requestIdOf(c);
    await next();
    c.res.headers.set('x-request-id', id);
  }, securityHeaders(publicUrl?.startsWith('https:') === true));
  for (const group of parts.routes) group(app, deps);

  const listen = getRequestListener((request, env) => app.fetch(request, env as Env['Bindings']), { errorHandler: (error) => answerTo(error, { language, timeZone, requestId: newRequestId() }, parts.log) });
  const quick = parts.quick && answerQuickly(parts.quick.door, deps, parts.observe);
  const prefixes = parts.quick?.prefixes ?? [];
  const prefixOf = (url = ''): string | undefined => prefixes.find((prefix) => url.startsWith(prefix) && ['', '/', '?'].includes(url.charAt(prefix.length)));

  const patience = parts.patience ?? { headers: 10_000, request: 30_000, check: 2000 };
  const server = createServer(
    { maxHeaderSize: MOST_HEADER_BYTES, headersTimeout: patience.headers, requestTimeout: patience.request, connectionsCheckingInterval: patience.check, keepAliveTimeout: 65_000 },
    (incoming, outgoing) => {
      const prefix = quick && prefixOf(incoming.url);
      if (quick !== undefined && prefix !== undefined) quick(incoming, outgoing, prefix);
      else void listen(incoming, outgoing);
    },
  );
  answerUnreadable(server, language);
  return {
    app,
    listen: (port, host) => new Promise((resolve, reject) => {
      server.once('error', reject).listen(port, host, () => {
        server.off('error', reject);
        resolve(server.address() as AddressInfo);
      });
    }),
    close: (graceMs = 10_000) => {
      closing.abort();
      return closeGently(server, graceMs);
    },
  };
}

function anApp(deps: HttpDeps & { log: Logger }): App {
  const app = new Hono<Env>();
  app.onError((error, c) => answerTo(error, readerOf(c, deps), deps.log));
  app.notFound((c) => answerTo(noRoute(c.req.method, c.req.path), readerOf(c, deps), deps.log));
  return app;
}

const readerOf = (c: Asked, deps: HttpDeps) => ({
  language: c.get('language') ?? acceptedLanguage(c.req.header('accept-language'), deps.language),
  timeZone: c.get('timeZone') ?? deps.timeZone,
  requestId: requestIdOf(c),
});
