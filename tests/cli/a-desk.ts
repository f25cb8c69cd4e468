import { randomBytes } from 'node:crypto';
import { commands } from '../../commands/commands.ts';
import type { Dispatch, Speaker } from '../../src/chat/platform.ts';
import type { Answer } from '../../src/chat/card.ts';
import { reply } from '../../src/chat/answer.ts';
import type { CliDeps } from '../../src/cli/deps.ts';
import { runCli } from '../../src/cli/run.ts';
import { createFirstAdministrator } from '../../src/domain/people/create-first-administrator.ts';
import type { HealthReport, Ports } from '../../src/domain/ports.ts';
import { aDatabase, type TestDatabase } from '../database.ts';

export const healthy: HealthReport = {
  status: 'healthy', database: { ok: true, detail: '' }, queue: { ok: true, depth: 0, oldestSeconds: 0 },
  timers: { oldestLateSeconds: 0, waiting: 3 }, platforms: [], providers: [], deadLetters: 0,
};

/** A command line over a database of its own. Everything above the domain is a fake that remembers. */
export interface TestDesk extends AsyncDisposable {
  database: TestDatabase;
  /** What it says to chat commands. */
  answer: Answer;
  said: { from: Speaker; phrase: string }[];
  health: HealthReport;
  env: Record<string, string>;
  closed: number;
  opened: string[];
  run(...argv: string[]): Promise<{ code: number; out: string[]; err: string[] }>;
}

export async function aDesk(): Promise<TestDesk> {
  const database = await aDatabase();
  const desk: TestDesk = {
    database,
    answer: reply({ title: 'All quiet' }),
    said: [], health: healthy, env: {}, closed: 0, opened: [],
    async run(...argv) {
      const out: string[] = [];
      const err: string[] = [];
      const deps: CliDeps = {
        env: desk.env,
        commands,
        print: (line) => out.push(line),
        error: (line) => err.push(line),
        serve: () => Promise.resolve(0),
        open(_config, purpose) {
          desk.opened.push(purpose);
          const phrase: Dispatch['phrase'] = (from, text) => {
            desk.said.push({ from, phrase: text });
            return Promise.resolve(desk.answer);
          };
          return Promise.resolve({
            ctx: database.ctx(), storedPlatform: async () => undefined, dispatch: { phrase } as Dispatch, migrated: [],
            ports: { baseUrl: 'http://imas.test', health: () => Promise.resolve(desk.health), providerKinds: [{ kind: 'SMTP', means: ['EMAIL'] }] } as unknown as Ports,
            close: () => Promise.resolve(void desk.closed++),
          });
        },
      };
      const code = await runCli(argv, deps);
      return { code, out, err };
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
  return desk;
}

/** An administrator with team Triage and its service, as the first start makes them. */
export const anAdministrator = (desk: TestDesk, name = 'root') => createFirstAdministrator(desk.database.ctx(), name, `${name}-${randomBytes(3).toString('hex')}@example.org`);
