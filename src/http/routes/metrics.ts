import type { Context } from '../../context.ts';
import { system } from '../../context.ts';
import type { Ports } from '../../domain/ports.ts';
import type { Measures } from '../measure.ts';
import type { RouteGroup } from '../route.ts';

/** The database is asked no more often, however many scrape. */
const freshMs = 5000;

/** `GET /metrics` for Prometheus: figures only, no names of people or incidents. */
export const metricsRoutes = ({ measures, health }: { measures: Measures } & Pick<Ports, 'health'>): RouteGroup => (app, deps) => {
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;
  const refresh = (): Promise<void> => {
    if (performance.now() - readAt < freshMs) return Promise.resolve();
    // All who scrape at once wait for one look.
    return reading ??= readGauges(deps.context(system('metrics')), measures, health)
      .catch((error: unknown) => deps.log.warn({ err: error }, 'the gauges could not be read'))
      .finally(() => { readAt = performance.now(); reading = undefined; });
  };
  app.on('GET', ['/metrics', '/metrics/'], async () => {
    await refresh();
    return new Response(await measures.registry.metrics(), { headers: { 'content-type': measures.registry.contentType, 'cache-control': 'no-store' } });
  });
};

async function readGauges({ sql }: Context, { gauges }: Measures, health: Ports['health']): Promise<void> {
  const report = await health();
  if (!report.database.ok) return;
  gauges.queueDepth.set(report.queue.depth);
  gauges.queueOldest.set(report.queue.oldestSeconds);
  gauges.timerLateness.set(report.timers.oldestLateSeconds);
  gauges.deadLetters.set(report.deadLetters);
  const [row] = await sql<{ used: number; most: number }[]>`select count(*)::int as used, current_setting('max_connections')::int as most from pg_stat_activity where backend_type = 'client backend'`;
  gauges.connections.set({ kind: 'used' }, row!.used);
  gauges.connections.set({ kind: 'limit' }, row!.most);
}
