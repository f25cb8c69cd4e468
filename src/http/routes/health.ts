import type { HealthReport, Ports } from '../../domain/ports.ts';
import { demand, may } from '../../permissions.ts';
import { admitted } from '../endpoint.ts';
import type { RouteGroup } from '../route.ts';

/** Exactly this body (spec §13): monitors compare it. */
const body = (status: HealthReport['status']) => ({ status, service: 'imas-manager', version: '1.0.0' });
/** A check that hangs is a check that failed. */
const patienceMs = 3000;

/**
 * Are we well? Database and queue decide. `/live/` says that this process answers, `/ready/` that it can work,
 * `/detailed/` (signed in) what is wrong; providers only to those who may see them.
 */
export const healthRoutes = ({ health }: Pick<Ports, 'health'>): RouteGroup => (app, deps) => {
  const report = async (): Promise<HealthReport | undefined> => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, patienceMs, undefined);
    try {
      return await Promise.race([health(), promise]);
    } catch (error) {
      deps.log.warn({ err: error }, 'the health check failed');
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  };
  const both = (path: string) => [path, `${path}/`];
  const said = (value: unknown, isWell: boolean): Response => Response.json(value, { status: isWell ? 200 : 503, headers: { 'cache-control': 'no-store' } });

  app.on('GET', both('/api/health'), async () => {
    const status = (await report())?.status ?? 'unhealthy';
    return said(body(status), status === 'healthy');
  });
  app.on('GET', both('/api/health/live'), () => said({ status: 'live' }, true));
  app.on('GET', both('/api/health/ready'), async () => {
    const isReady = !deps.closing.aborted && (await report())?.status === 'healthy';
    return said({ status: isReady ? 'ready' : 'not ready' }, isReady);
  });
  app.on('GET', both('/api/health/detailed'), async (c) => {
    const ctx = await admitted(c, deps);
    demand(ctx, 'view_incident');
    const found = await report();
    if (!found) return said({ ...body('unhealthy'), database: { ok: false, detail: '' } }, false);
    return said({
      ...body(found.status),
      database: found.database,
      queue: { ok: found.queue.ok, depth: found.queue.depth, oldest_seconds: found.queue.oldestSeconds },
      timers: { waiting: found.timers.waiting, oldest_late_seconds: found.timers.oldestLateSeconds },
      dead_letters: found.deadLetters,
      platforms: found.platforms,
      ...(may(ctx.actor, 'view_provider') ? { providers: found.providers.map(({ isPlatform: _, ...provider }) => provider) } : {}),
    }, found.status === 'healthy');
  });
};
