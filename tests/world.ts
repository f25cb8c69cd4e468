import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openApp, type Opened } from '../src/app.ts';
import type { Answer, Card } from '../src/chat/card.ts';
import { readConfig } from '../src/config.ts';
import type { Address } from '../src/db/client.ts';
import { connect } from '../src/db/client.ts';
import { createCode } from '../src/domain/people/create-code.ts';
import { createToken } from '../src/domain/people/create-token.ts';
import { silent } from './log.ts';
import { aNight, type Night } from './night.ts';

export interface World extends AsyncDisposable {
  app: Opened;
  night: Night;
  address: Required<Omit<Address, 'url'>>;
  /** `http://127.0.0.1:<port>`, the real doors. */
  url: string;
  /** Posts a body to a source's door with the night's token. */
  post(kind: string, body: unknown): Promise<Response>;
  /** The API as a person: JSON in, JSON out. */
  api(user: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  /** A phrase said in the console, as a person. */
  say(user: string, phrase: string): Promise<Answer>;
  press(user: string, command: string, args: Record<string, string>): Promise<Answer>;
  signInCode(user: string): Promise<string>;
  /** Moves the database's clock and wakes the loops. */
  advance(by: string): Promise<void>;
  /** Resolves when `look` answers something true; looks again whenever the database tells of a change, and 20 times a second. */
  until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<NonNullable<T>>;
  /** A second process' worth of the product on the same database. */
  another(env?: Record<string, string>): Promise<Opened>;
}

/** The whole product on a database of its own, with people, a team, a service and a source; gone when the test ends. */
export async function aWorld(env: Record<string, string> = {}): Promise<World> {
  const server = inject('server');
  const name = `world_${randomBytes(6).toString('hex')}`;
  const admin = connect({ ...server, database: 'postgres' }, { max: 1, name: 'tests' });
  await admin.unsafe(`create database ${name} template template_imas strategy file_copy`);
  const address = { ...server, database: name };
  const dataDir = await mkdtemp(join(tmpdir(), 'imas-world-'));
  const open = async (more: Record<string, string>): Promise<Opened> => openApp({
    config: readConfig({ PORT: '0', IMAS_DATA_DIR: dataDir, IMAS_TIME_ZONE: 'UTC', IMAS_SECRET_KEY: 'a key for tests, long enough, 0123456789', IMAS_ALLOW_ADDRESSES: '127.0.0.1', ...env, ...more }),
    address, log: silent, webDir: inject('web'),
  });
  const app = await open({});
  const others: Opened[] = [];
  const { ctx } = app;
  const night = await aNight(ctx);
  const url = `http://127.0.0.1:${app.doors!.port}`;
  const tokens = new Map<string, string>();
  const idOf = async (user: string): Promise<string> => (await app.sql<{ id: string }[]>`select id from users where username = ${user}`)[0]!.id;
  const tokenOf = async (user: string): Promise<string> => {
    const known = tokens.get(user);
    if (known) return known;
    const { token } = await createToken(ctx, { userId: await idOf(user), name: 'test' });
    tokens.set(user, token);
    return token;
  };

  return {
    app, night, address, url,
    post: (kind, body) => fetch(`${url}/api/v1/webhooks/${kind}/`, { method: 'POST', headers: { authorization: `Bearer ${night.token}`, 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) }),
    async api(user, method, path, body) {
      const response = await fetch(`${url}/api/v1/${path}`, { method, headers: { authorization: `Token ${await tokenOf(user)}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      const text = await response.text();
      return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
    },
    say: async (user, phrase) => app.dispatch.phrase({ userId: await idOf(user), via: 'console' }, phrase),
    press: async (user, command, args) => app.dispatch.press({ userId: await idOf(user), via: 'console' }, command, args),
    signInCode: async (user) => createCode(ctx, { userId: await idOf(user), purpose: 'sign-in', minutes: 15 }),
    async advance(by) {
      await app.sql`update test_clock set shift = shift + ${by}::interval`;
      await app.sql`select pg_notify('imas_timers', '')`;
    },
    async until(what, look) {
      const deadline = performance.now() + 20_000;
      for (;;) {
        const seen = await look();
        if (seen) return seen as never;
        if (performance.now() > deadline) throw new Error(`Waited 20 s in vain: ${what}`);
        await new Promise((wake) => setTimeout(wake, 50));
      }
    },
    async another(more = {}) {
      const opened = await open(more);
      others.push(opened);
      return opened;
    },
    async [Symbol.asyncDispose]() {
      for (const other of others) await other.close();
      await app.close();
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The card of an answer; a test that expects one should fail when there is none. */
export function cardOf(answer: Answer): Card {
  if (answer.kind !== 'card') throw new Error(`Expected a card, got a form: ${answer.form.title}`);
  return answer.card;
}

/** Alertmanager's body for alerts by name; `over` marks those that are resolved. */
export function alertmanagerBody(alerts: readonly { name: string; service?: string; severity?: string; over?: boolean; startsAt?: string; labels?: Record<string, string> }[], groupKey = '{}:{}') {
  return {
    version: '4', groupKey, truncatedAlerts: 0, status: alerts.every((alert) => alert.over) ? 'resolved' : 'firing', receiver: 'imas', groupLabels: {}, commonLabels: {}, commonAnnotations: {}, externalURL: 'http://am.example.com',
    alerts: alerts.map(({ name, service = 'redis-prod', severity = 'critical', over = false, startsAt = '2026-02-05T10:00:00Z', labels = {} }) => ({
      status: over ? 'resolved' : 'firing', labels: { alertname: name, service, severity, ...labels }, annotations: { summary: `${name} is wrong` },
      startsAt, endsAt: over ? new Date().toISOString() : '0001-01-01T00:00:00Z', generatorURL: '', fingerprint: `fp${name}${Object.values(labels).join('')}`,
    })),
  };
}
