import { randomBytes } from 'node:crypto';
import type { Context } from '../src/context.ts';
import type { Post } from '../src/domain/alerts/post.ts';
import { createFirstAdministrator } from '../src/domain/people/create-first-administrator.ts';
import { addUser } from '../src/domain/people/add-user.ts';
import { createTeam } from '../src/domain/people/create-team.ts';
import { setMember } from '../src/domain/people/set-member.ts';
import { setOnCall } from '../src/domain/oncall/set-on-call.ts';
import { createService } from '../src/domain/services/create-service.ts';
import { createSource } from '../src/domain/sources/create-source.ts';
import type { FireSignal, Signal } from '../src/domain/sources/signal.ts';
import { keyFrom, sealer } from '../src/secrets.ts';

export const testSealer = sealer({ current: keyFrom('a key for tests, long enough, 0123456789'), old: [] });
const sourceKinds = ['alertmanager', 'grafana', 'datadog', 'sentry', 'pagerduty', 'opsgenie', 'custom'].map((kind) => ({ kind, label: kind, snippet: () => '' }));

/** A team as most stories need it: Alice on call, Bea a member, Max the manager, service redis-prod, a source. */
export interface Night { admin: string; alice: string; bea: string; max: string; team: string; service: string; source: string; token: string }

export async function aNight(ctx: Context): Promise<Night> {
  const { userId: admin } = await createFirstAdministrator(ctx, 'ada', 'ada@example.org');
  const [alice, bea, max] = await Promise.all(['alice', 'bea', 'max'].map(async (name) => (await addUser(ctx, { username: name, email: `${name}@example.org`, groups: ['Responders'] })).id)) as [string, string, string];
  const team = (await createTeam(ctx, { name: 'SRE Core' })).id;
  await setMember(ctx, { teamId: team, userId: alice });
  await setMember(ctx, { teamId: team, userId: bea });
  await setMember(ctx, { teamId: team, userId: max, role: 'manager' });
  await setOnCall(ctx, { teamId: team, userId: alice });
  const service = (await createService(ctx, { name: 'redis-prod', ownerTeam: 'SRE Core', criticality: 'TIER_1_CRITICAL' })).id;
  const { source, token } = await createSource(ctx, { name: 'prom', kind: 'alertmanager' }, { sourceKinds, sealer: testSealer });
  return { admin, alice, bea, max, team, service, source: source.id, token };
}

export function firing(name: string, overrides: Partial<FireSignal> & { labels?: ReadonlyMap<string, string> } = {}): FireSignal {
  return {
    kind: 'fire', fingerprint: `fp-${name}`, name, description: `${name} is wrong`, severityWord: 'critical', service: undefined, team: undefined,
    labels: new Map([['alertname', name], ['service', 'redis-prod']]), url: undefined, runbookUrl: undefined, dashboardUrl: undefined, startedAt: undefined, groupRef: undefined, notes: [], ...overrides,
  };
}
export const over = (name: string, overrides: { startedAt?: Date; endedAt?: Date } = {}): Signal => ({ kind: 'resolve', fingerprint: `fp-${name}`, startedAt: undefined, endedAt: undefined, ...overrides });
export const post = (sourceId: string, signals: readonly Signal[], receivedAt = new Date()): Post => ({ sourceId, signals, receivedAt, raw: randomBytes(8), path: '/test', rejected: [] });
