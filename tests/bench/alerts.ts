import { createService } from '../../src/domain/services/create-service.ts';
import { createSource } from '../../src/domain/sources/create-source.ts';
import { createTeam } from '../../src/domain/people/create-team.ts';
import { testSealer } from '../night.ts';
import type { Ours } from './ours.ts';

const services = Array.from({ length: 20 }, (_, i) => `service-${i}`);

/** A team, twenty services and an Alertmanager source in our database. @returns the source's token */
export async function makeDoor({ ctx }: Ours): Promise<string> {
  await createTeam(ctx, { name: 'Bench' });
  for (const name of services) await createService(ctx, { name, ownerTeam: 'Bench' });
  const { token } = await createSource(ctx, { name: 'bench', kind: 'alertmanager' }, { sourceKinds: [{ kind: 'alertmanager', label: 'alertmanager', snippet: () => '' }], sealer: testSealer });
  return token;
}

const startsAt = new Date().toISOString();

/** The n-th alert: the same labels and words for us and for Alertmanager. */
const alertOf = (n: number) => ({
  labels: { alertname: `HighLatency${n % 50}`, service: services[n % services.length]!, severity: 'warning', instance: `10.0.${(n >> 8) & 255}.${n & 255}:9100`, region: 'eu-west-1', n: String(n) },
  annotations: { summary: `Latency of instance ${n} is above its limit`, description: 'The 99th percentile has been above 500 ms for ten minutes.' },
  startsAt,
  generatorURL: 'http://prometheus.example.com/graph?g0.expr=latency',
});

/** The n-th body for our door, as Alertmanager posts its groups: alerts of one service. */
export function ourBody(n: number, alerts: number): string {
  const service = n % services.length;
  const list = Array.from({ length: alerts }, (_, i) => {
    const id = (n * alerts + i) * services.length + service;
    return { status: 'firing', ...alertOf(id), endsAt: '0001-01-01T00:00:00Z', fingerprint: id.toString(16).padStart(16, '0') };
  });
  return JSON.stringify({ version: '4', groupKey: `{}:{service="${services[service]}"}`, truncatedAlerts: 0, status: 'firing', receiver: 'imas', groupLabels: { service: services[service] }, commonLabels: {}, commonAnnotations: {}, externalURL: 'http://alertmanager.example.com', alerts: list });
}

/** The n-th body for Alertmanager's own `POST /api/v2/alerts`. */
export function theirBody(n: number, alerts: number): string {
  const service = n % services.length;
  return JSON.stringify(Array.from({ length: alerts }, (_, i) => alertOf((n * alerts + i) * services.length + service)));
}
