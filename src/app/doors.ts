import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { startLive } from '../chat/console/live.ts';
import { plainAnswer } from '../chat/plain.ts';
import type { Dispatch, Platform } from '../chat/platform.ts';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import type { Sql } from '../db/client.ts';
import type { Refusals } from '../domain/alerts/refusals.ts';
import type { Ports } from '../domain/ports.ts';
import { apiRoutes } from '../http/api.ts';
import type { Measures } from '../http/measure.ts';
import { acknowledgeRoutes } from '../http/routes/acknowledge.ts';
import { calendarRoutes } from '../http/routes/calendars.ts';
import { consoleRoutes } from '../http/routes/console/console.ts';
import { healthRoutes } from '../http/routes/health.ts';
import { metricsRoutes } from '../http/routes/metrics.ts';
import { slackRoutes, type SlackDoor } from '../http/routes/slack.ts';
import { twilioRoutes } from '../http/routes/twilio.ts';
import { webhookDoor } from '../http/routes/webhooks.ts';
import { makeServer } from '../http/server.ts';
import type { Batcher } from '../intake/batch.ts';
import { sources } from '../intake/sources.ts';
import type { DirectoryCache } from '../intake/directory-cache.ts';
import type { Keys, Sealer } from '../secrets.ts';

export interface Doors { port: number; close(): Promise<void> }
export interface DoorParts {
  config: Config; ctx: Context; sql: Sql; log: Logger; dispatch: Dispatch; ports: Ports; platform: Platform;
  keys: Keys; sealer: Sealer; measures: Measures; batcher: Batcher; directory: DirectoryCache; refusals: Refusals; webDir: string;
  /** What Slack sends, while it is connected. */
  slack(): SlackDoor;
  /** Is there such a command? */
  has(command: string): boolean;
}

/** Everything that answers over HTTP, on one port. @throws the socket's error, such as EADDRINUSE */
export async function openDoors(parts: DoorParts): Promise<Doors> {
  const { config, ctx, sql, log, dispatch, platform, keys, ports, measures } = parts;
  const live = await startLive({ sql, log });
  const server = makeServer({
    config,
    log,
    context: (actor, requestId) => ({ ...ctx, actor, ...(requestId === undefined ? {} : { requestId }) }),
    routes: [
      consoleRoutes({ dispatch, platform, live, webDir: parts.webDir, has: parts.has }),
      acknowledgeRoutes(keys),
      calendarRoutes,
      apiRoutes({ ports, sealer: parts.sealer, dispatch, plain: plainAnswer }),
      healthRoutes(ports),
      slackRoutes(parts.slack),
      twilioRoutes(keys, { providerKinds: ports.providerKinds, sealer: parts.sealer }),
      metricsRoutes({ measures, health: () => ports.health() }),
    ],
    observe: measures.observe,
    quick: { prefixes: ['/api/v1/webhooks', '/v2'], door: webhookDoor({ ...parts, sources }) },
  });
  const address: AddressInfo = await server.listen(config.PORT, config.HOST);
  return {
    port: address.port,
    async close() {
      live.closeAll();
      await server.close();
      await live.stop();
    },
  };
}
