import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { createSource } from '../../src/domain/sources/create-source.ts';
import { aWorld, type World } from '../world.ts';

/** Every kind of tool, each with a source of its own. */
export const kinds = ['alertmanager', 'grafana', 'datadog', 'sentry', 'pagerduty', 'opsgenie', 'custom'] as const;
export type Kind = (typeof kinds)[number];

export interface Reply { status: number; headers: Record<string, string>; body: string; json: Record<string, unknown> }
export interface Knock {
  /** Undefined: the night's way for this kind; null: none at all. */
  token?: string | null;
  path?: string;
  headers?: Record<string, string>;
}
export interface Doors extends AsyncDisposable {
  world: World;
  tokens: Readonly<Record<Kind, string>>;
  sources: Readonly<Record<Kind, string>>;
  /** Posts a body, text and bytes as they are, to the door of a kind. */
  knock(kind: Kind, body: unknown, how?: Knock): Promise<Reply>;
  /** The next good body of each kind is taken: nothing before it has broken the door. */
  good(kind: Kind, name: string): Promise<Reply>;
}

/** The world, with a source of each kind, named like its kind. */
export async function openDoors(env: Record<string, string> = {}): Promise<Doors> {
  const world = await aWorld(env);
  const tokens: Record<string, string> = { alertmanager: world.night.token };
  const sources: Record<string, string> = { alertmanager: world.night.source };
  for (const kind of kinds.slice(1)) {
    const { token, source } = await createSource(world.app.ctx, { name: kind, kind }, { sourceKinds: world.app.ports.sourceKinds, sealer: world.app.ports.sealer });
    tokens[kind] = token;
    sources[kind] = source.id;
  }
  const knock: Doors['knock'] = (kind, body, { token, path, headers = {} } = {}) => {
    const sent = token === undefined ? tokens[kind]! : token;
    return send(`${world.url}${path ?? `/api/v1/webhooks/${kind}/`}`, body, { ...(sent === null ? {} : { authorization: `Bearer ${sent}` }), ...headers });
  };
  return {
    world, tokens: tokens as Doors['tokens'], sources: sources as Doors['sources'], knock,
    good: (kind, name) => knock(kind, goodBody(kind, name), kind === 'sentry' ? { headers: { 'sentry-hook-resource': 'event_alert' } } : {}),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

/** One POST on a connection of its own. */
export function send(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const bytes = Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent: false, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes), ...headers } }, (response) => {
      text(response).then((said) => resolve({ status: response.statusCode!, headers: response.headers as Record<string, string>, body: said, json: parsed(said) }), reject);
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}

function parsed(said: string): Record<string, unknown> {
  try {
    return JSON.parse(said) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** A small body that each tool could send about redis-prod. */
export function goodBody(kind: Kind, name: string): unknown {
  switch (kind) {
    case 'alertmanager': case 'grafana':
      return { version: kind === 'grafana' ? '1' : '4', groupKey: `{}:{${name}}`, status: 'firing', alerts: [{ status: 'firing', labels: { alertname: name, service: 'redis-prod', severity: 'critical' }, annotations: {}, startsAt: '2026-02-05T10:00:00Z', endsAt: '0001-01-01T00:00:00Z', fingerprint: `fp-${name}` }] };
    case 'datadog': return { title: name, alert_transition: 'Triggered', alert_cycle_key: `cycle-${name}`, tags: 'service:redis-prod', date: 1770285600000 };
    case 'sentry': return { action: 'triggered', data: { event: { event_id: name, title: name, level: 'error', issue_id: `issue-${name}`, datetime: '2026-02-05T10:00:00Z', tags: [['service', 'redis-prod']], metadata: {} }, triggered_rule: name } };
    case 'pagerduty': return { event_action: 'trigger', dedup_key: `key-${name}`, payload: { summary: name, source: 'db1', severity: 'critical', component: 'redis-prod' } };
    case 'opsgenie': return { message: name, alias: `alias-${name}`, priority: 'P1', entity: 'redis-prod' };
    case 'custom': return { alert_name: name, service: 'redis-prod', severity: 'critical', fingerprint: `fp-${name}` };
  }
}
