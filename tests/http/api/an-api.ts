import type { Answer } from '../../../src/chat/card.ts';
import type { Dispatch, Speaker } from '../../../src/chat/platform.ts';
import { plainAnswer } from '../../../src/chat/plain.ts';
import { createFirstAdministrator } from '../../../src/domain/people/create-first-administrator.ts';
import { createToken } from '../../../src/domain/people/create-token.ts';
import type { HealthReport, Ports } from '../../../src/domain/ports.ts';
import { apiRoutes } from '../../../src/http/api.ts';
import { measures } from '../../../src/http/measure.ts';
import { healthRoutes } from '../../../src/http/routes/health.ts';
import { metricsRoutes } from '../../../src/http/routes/metrics.ts';
import { webhookUrl } from '../../../src/domain/sources/snippet-for.ts';
import type { BuiltInGroup, Codename } from '../../../src/permissions.ts';
import { keyFrom, sealer } from '../../../src/secrets.ts';
import type { TestDatabase } from '../../database.ts';
import { aPeopledDatabase, someone } from '../../domain/people/someone.ts';
import { aServer } from '../a-server.ts';

/** The body's shape is what tests are about; a wrong guess fails the test. */
// oxlint-disable-next-line typescript/no-explicit-any
export interface Got { status: number; headers: Headers; body: any; text: string }
export interface Asking { as?: string; body?: unknown; headers?: Record<string, string> }
export interface TestApi extends AsyncDisposable {
  origin: string;
  db: TestDatabase;
  /** @param how.as whose token: a username that `join` made; `root` unless told, '' for nobody */
  ask(method: string, path: string, how?: Asking): Promise<Got>;
  /** A person of these groups with a token. @returns the user's id */
  join(username: string, groups: readonly BuiltInGroup[], scopes?: readonly Codename[]): Promise<string>;
  tokens: Map<string, string>;
  /** What was said in chat, and what is answered. */
  said: { from: Speaker; text: string }[];
  answers: { next: Answer };
  tests: { providerId: string; to: string }[];
  health: { report: () => Promise<HealthReport> };
}

const card = { title: 'Done', tone: 'good' as const, notice: 'Done', body: [{ kind: 'text' as const, text: ['It is done.'] }], actions: [] };
export const well: HealthReport = {
  status: 'healthy', database: { ok: true, detail: '' }, queue: { ok: true, depth: 3, oldestSeconds: 1 }, timers: { oldestLateSeconds: 0, waiting: 2 },
  platforms: [{ name: 'console', ok: true, detail: '' }], providers: [{ name: 'Mail', kind: 'SMTP', ok: true, detail: '' }], deadLetters: 0,
};
const kind = (name: string, secret: string) => ({
  kind: name, means: ['EMAIL'], fields: [{ name: secret, label: secret, kind: 'secret' as const, required: true }],
  check: (config: Record<string, unknown>) => (typeof config[secret] === 'string' ? { ok: true as const, config } : { ok: false as const, problems: { [secret]: 'is missing' } }),
});

/** The API over HTTP on a fresh database with its first administrator, `root`. */
export async function anApi(): Promise<TestApi> {
  const db = await aPeopledDatabase();
  const tokens = new Map<string, string>();
  tokens.set('root', (await createFirstAdministrator(db.ctx(), 'root', 'root@example.com')).token);
  const said: TestApi['said'] = [];
  const tests: TestApi['tests'] = [];
  const answers: TestApi['answers'] = { next: { kind: 'card', card, private: true } };
  const health: TestApi['health'] = { report: async () => well };
  const ports = {
    baseUrl: 'https://imas.example.com',
    providerKinds: [kind('SMTP', 'password'), kind('WEBHOOK', 'secret')],
    sourceKinds: ['alertmanager', 'grafana', 'custom'].map((name) => ({ kind: name, label: name, snippet: ({ url, token }: { url: string; token: string }) => `${webhookUrl(name, '')} ${url} ${token}` })),
    testProvider: async (providerId: string, to: string) => { tests.push({ providerId, to }); return { ok: true, detail: 'accepted' }; },
    health: () => health.report(),
  } as unknown as Ports;
  const dispatch = { phrase: async (from: Speaker, text: string) => { said.push({ from, text }); return answers.next; } } as unknown as Dispatch;
  const figures = measures();
  const parts = { ports, sealer: sealer({ current: keyFrom('a key for tests only'.padEnd(32, '.')), old: [] }), dispatch, plain: plainAnswer };
  const server = await aServer({ context: (actor, requestId) => ({ ...db.ctx(actor), ...(requestId === undefined ? {} : { requestId }) }), observe: figures.observe, routes: [apiRoutes(parts), healthRoutes(ports), metricsRoutes({ measures: figures, health: ports.health })] });
  return {
    origin: server.origin, db, tokens, said, answers, tests, health,
    async ask(method, path, { as = 'root', body, headers = {} } = {}) {
      const token = tokens.get(as);
      const response = await fetch(`${server.origin}${path.startsWith('/api') || path.startsWith('/metrics') ? path : `/api/v1/${path}`}`, {
        method, redirect: 'manual',
        headers: { ...(token === undefined ? {} : { authorization: `Token ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) as unknown : undefined, text };
    },
    async join(username, groups, scopes) {
      const userId = await someone(db, username, ...groups);
      tokens.set(username, (await createToken(db.ctx(), { userId, name: 'test', scopes })).token);
      return userId;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await db[Symbol.asyncDispose]();
    },
  };
}
