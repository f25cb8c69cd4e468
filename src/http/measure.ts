import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Observe } from './observed.ts';

/** The figures of this process, for Prometheus. */
export interface Measures {
  registry: Registry;
  /** For the server: one answer. */
  observe: Observe;
  /** For the loop of due moments: how late one was, seconds. */
  escalationLate(seconds: number): void;
  /** For delivery: what came of handing a notification over. @param result such as accepted, delivered, retry, dead */
  notified(provider: string, result: string): void;
  gauges: Record<'queueDepth' | 'queueOldest' | 'timerLateness' | 'deadLetters', Gauge> & { connections: Gauge<'kind'> };
}

const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const latenessBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300];

const anHourMs = 3_600_000;

/** A registry of its own, with the process's memory and CPU. Names as in the guide, and `imas_…`. */
export function measures(): Measures {
  const registry = new Registry();
  const registers = [registry];
  // The library measures how late the event loop is by waking it a hundred times a second, which was most of what an idle process cost.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: anHourMs });
  for (const figure of ['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99']) registry.removeSingleMetric(`nodejs_eventloop_lag_${figure}_seconds`);
  const requests = new Histogram({ registers, name: 'http_request_duration_seconds', help: 'Time to answer, by method, route and status', labelNames: ['method', 'route', 'status'] as const, buckets: requestBuckets });
  const errors = new Counter({ registers, name: 'imas_http_errors_total', help: 'Answers with status 5xx, by route', labelNames: ['method', 'route'] as const });
  const lateness = new Histogram({ registers, name: 'imas_escalation_lateness_seconds', help: 'How late due moments were carried out', buckets: latenessBuckets });
  const notifications = new Counter({ registers, name: 'imas_notifications_total', help: 'Notifications handed over by this process, by provider and result', labelNames: ['provider', 'result'] as const });
  const gauge = (name: string, help: string) => new Gauge({ registers, name, help });
  return {
    registry,
    observe(method, route, status, seconds) {
      const path = route.length > 1 ? route.replace(/\/$/, '') : route;
      requests.observe({ method, route: path, status: String(status) }, seconds);
      if (status >= 500) errors.inc({ method, route: path });
    },
    escalationLate: (seconds) => lateness.observe(seconds),
    notified: (provider, result) => notifications.inc({ provider, result }),
    gauges: {
      queueDepth: gauge('imas_queue_depth', 'Jobs waiting or being worked on, of all replicas'),
      queueOldest: gauge('imas_queue_oldest_seconds', 'Age of the oldest due job'),
      timerLateness: gauge('imas_timer_lateness_seconds', 'How late the most overdue moment is right now'),
      deadLetters: gauge('imas_dead_letters', 'Notifications that could not be delivered by any try'),
      connections: new Gauge({ registers, name: 'imas_database_connections', help: 'Connections of the PostgreSQL server: used and limit', labelNames: ['kind'] as const }),
    },
  };
}
