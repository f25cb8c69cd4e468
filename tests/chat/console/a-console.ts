import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Choice } from '../../../src/chat/card.ts';
import { startLive } from '../../../src/chat/console/live.ts';
import { consolePlatform } from '../../../src/chat/console/platform.ts';
import type { ConsoleState } from '../../../src/chat/console/contract.ts';
import type { Dispatch, Platform, Speaker } from '../../../src/chat/platform.ts';
import { startSession } from '../../../src/domain/people/start-session.ts';
import { consoleRoutes } from '../../../src/http/routes/console/console.ts';
import type { TestDatabase } from '../../database.ts';
import { aServer, ask, type Got } from '../../http/a-server.ts';
import { silent } from '../../log.ts';

export const card = (title: string) => ({ title, tone: 'neutral' as const, notice: title, body: [], actions: [] });

/** Answers every phrase with a card that repeats it, and remembers who said what. */
export class EchoDispatch implements Dispatch {
  readonly heard: { from: Speaker; what: string }[] = [];
  /** Whether answers are for the asker alone. */
  private = true;
  #echo(from: Speaker, what: string): Promise<Answer> {
    this.heard.push({ from, what });
    return Promise.resolve({ kind: 'card', private: this.private, card: card(what) });
  }
  phrase(from: Speaker, text: string): Promise<Answer> { return this.#echo(from, text); }
  press(from: Speaker, command: string, args: Readonly<Record<string, string>>): Promise<Answer> { return this.#echo(from, `${command} ${JSON.stringify(args)}`); }
  submit(from: Speaker, form: { command: string }, values: Readonly<Record<string, string>>): Promise<Answer> { return this.#echo(from, `${form.command} ${JSON.stringify(values)}`); }
  complete(_: Speaker, text: string): Promise<readonly Choice[]> { return Promise.resolve(text === '/incident' ? [{ value: '/incident list', label: 'list' }] : []); }
  completeField(_: Speaker, command: string, field: string, typed: string): Promise<readonly Choice[]> { return Promise.resolve([{ value: `${command} ${field}`, label: typed }]); }
}

export interface Console extends AsyncDisposable { origin: string; platform: Platform; dispatch: EchoDispatch; close(): Promise<void> }

/** One replica's console over a test database. */
export async function aConsole(db: TestDatabase, options: { beatMs?: number; publicUrl?: string } = {}): Promise<Console> {
  const webDir = mkdtempSync(join(tmpdir(), 'imas-web-'));
  writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>IMAS</title>');
  writeFileSync(join(webDir, 'main.js'), `/* ${'x'.repeat(2000)} */`);
  const live = await startLive({ sql: db.sql, log: silent, ...(options.beatMs === undefined ? {} : { beatMs: options.beatMs }) });
  const platform = consolePlatform({ sql: db.sql });
  const dispatch = new EchoDispatch();
  const server = await aServer({
    context: (actor) => db.ctx(actor),
    config: { PUBLIC_URL: options.publicUrl },
    routes: [consoleRoutes({ dispatch, platform, live, webDir, has: () => true })],
  });
  const close = async () => {
    await server.close(1000);
    await live.stop();
  };
  return {
    origin: server.origin, platform, dispatch, close,
    async [Symbol.asyncDispose]() {
      await close();
      rmSync(webDir, { recursive: true, force: true });
    },
  };
}

/** Somebody with a session; the same at every replica. */
export interface Visitor {
  cookie: string;
  csrf: string;
  get(at: Console, path: string): Promise<Got>;
  post(at: Console, path: string, body: unknown, headers?: Record<string, string>): Promise<Got>;
  state(at: Console): Promise<ConsoleState>;
}

export async function aVisitor(db: TestDatabase, userId: string): Promise<Visitor> {
  const { cookie: value, csrf } = await startSession(db.ctx(), userId);
  const cookie = `imas_session=${value}`;
  const get = (at: Console, path: string) => ask(at.origin, `/console/${path}`, { headers: { cookie } });
  return {
    cookie, csrf, get,
    post: (at, path, body, headers = {}) => ask(at.origin, `/console/${path}`, { method: 'POST', body: JSON.stringify(body), headers: { cookie, 'content-type': 'application/json', 'x-imas-csrf': csrf, ...headers } }),
    state: async (at) => JSON.parse((await get(at, 'state')).body) as ConsoleState,
  };
}
