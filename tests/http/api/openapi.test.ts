import { expect, test } from 'vitest';
import { Hono } from 'hono';
import { mountApi } from '../../../src/http/api.ts';
import type { ApiParts } from '../../../src/http/endpoint.ts';
import type { Env, HttpDeps } from '../../../src/http/route.ts';
import { anApi } from './an-api.ts';

type Node = Record<string, unknown>;
const parts = { ports: { baseUrl: 'https://imas.example.com', providerKinds: [], sourceKinds: [] } } as unknown as ApiParts;

function* nodes(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  yield value as Node;
  for (const each of Object.values(value)) yield* nodes(each);
}
type Document = { paths: Record<string, Record<string, Node>> } & Node;
async function document(): Promise<Document> {
  const app = new Hono<Env>();
  mountApi(app, {} as HttpDeps, parts);
  return await (await app.request('/api/openapi.json')).json() as Document;
}

test('every route below /api/v1 that is mounted is described, and the other way round', async () => {
  const app = new Hono<Env>();
  mountApi(app, {} as HttpDeps, parts);
  const mounted = app.routes.filter(({ path }) => path.startsWith('/api/v1/')).map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}').replace(/\/?$/, '/')}`);
  const { paths } = await document();
  const described = Object.entries(paths).filter(([path]) => path.startsWith('/api/v1/')).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  expect(new Set(described)).toEqual(new Set(mounted));
});

test('every reference leads somewhere', async () => {
  const whole = await document();
  for (const node of nodes(whole)) {
    if (typeof node['$ref'] !== 'string') continue;
    const found = node['$ref'].replace(/^#\//, '').split('/').reduce<unknown>((it, name) => (it as Node | undefined)?.[name], whole);
    expect([node['$ref'], typeof found]).toEqual([node['$ref'], 'object']);
  }
});

test('every operation has its own id, a summary, answers, and each of its path’s parameters', async () => {
  const { paths } = await document();
  const ids: unknown[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    for (const operation of Object.values(methods)) {
      ids.push(operation['operationId']);
      const answers = Object.keys(operation['responses'] as Node).some((status) => status.startsWith('2'));
      const inPath = ((operation['parameters'] ?? []) as Node[]).filter((it) => it['in'] === 'path').map((it) => it['name']);
      expect([path, typeof operation['summary'], answers, inPath]).toEqual([path, 'string', true, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)]);
    }
  }
  expect(new Set(ids).size).toBe(ids.length);
});

test('the promised nouns are all there', async () => {
  const { paths } = await document();
  for (const noun of ['incidents', 'alerts', 'teams', 'services', 'sources', 'rules', 'providers', 'users', 'groups', 'tokens', 'schedules', 'rotations', 'overrides', 'shifts', 'escalation-policies', 'notifications', 'audit-log', 'settings']) expect(paths).toHaveProperty([`/api/v1/${noun}/`, 'get']);
  expect(paths).toHaveProperty(['/api/v1/chat/', 'post']);
  expect(paths).toHaveProperty(['/api/v1/metrics/summary/', 'get']);
});

test('the reference page and all it loads come from us', async () => {
  await using api = await anApi();
  const page = await api.ask('GET', '/api/docs/', { as: '' });
  expect(page.status).toBe(200);
  const loaded = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
  expect(loaded).toHaveLength(4);
  for (const address of [...loaded, '/api/openapi.json']) {
    expect(address).toMatch(/^\/api\//);
    expect((await api.ask('GET', address, { as: '' })).status).toBe(200);
  }
  expect(page.text).not.toMatch(/<script>|style=/);
  expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
  expect((await api.ask('GET', '/api/openapi.json', { as: '' })).headers.get('content-security-policy')).not.toContain('unsafe-inline');
});
