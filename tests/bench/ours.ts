import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { prepareBundle } from '../../src/bundle.ts';
import { system, type Context } from '../../src/context.ts';
import { connect, drizzleOver, type Sql } from '../../src/db/client.ts';
import { enqueueOn } from '../../src/db/transaction.ts';
import { connectToRunning } from '../../src/db/embedded.ts';
import { projectRoot } from '../../src/root.ts';
import { silent } from '../log.ts';
import { cpuOf } from './cpu.ts';

/** The bundled server, as `npm start` runs it, with its embedded PostgreSQL: every commit is on disk before it is answered. */
export interface Ours extends AsyncDisposable {
  url: string;
  /** Milliseconds from the start of the process to its word that it is ready. */
  readyAfterMs: number;
  ctx: Context;
  sql: Sql;
  /** CPU seconds of Node and PostgreSQL so far. */
  cpu(): number;
  stop(): Promise<void>;
}
export interface Starting {
  /** Kept when the server stops; without it a temporary one is made and removed. */
  dataDir?: string;
  env?: Record<string, string>;
  /** A folder that takes Node's CPU profile. */
  profile?: string | undefined;
}

export async function startOurs({ dataDir, env = {}, profile }: Starting = {}): Promise<Ours> {
  const folder = dataDir ?? temporaryFolder();
  const bundle = await prepareBundle(projectRoot(), folder);
  const began = performance.now();
  const child = spawn(process.execPath, [...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]), bundle], {
    cwd: projectRoot(),
    env: { PATH: process.env.PATH, PORT: '0', IMAS_DATA_DIR: folder, IMAS_ROOT: projectRoot(), IMAS_TIME_ZONE: 'UTC', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const url = await readyAt(child);
    const readyAfterMs = performance.now() - began;
    const { host, port, user, database } = (await connectToRunning(folder))!;
    const sql = connect({ host, port, user, database }, { max: 4, name: 'bench' });
    const db = drizzleOver(sql);
    const queue = { send: async () => {} };
    const ctx: Context = { actor: system('bench'), db, sql, log: silent, queue, enqueue: enqueueOn({ queue }, sql), inTransaction: false };
    const stop = async (): Promise<void> => {
      await sql.end({ timeout: 5 });
      await end();
    };
    return { url, readyAfterMs, ctx, sql, cpu: () => cpuOf(child.pid!), stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await end();
    throw error;
  }
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'imas-bench-'));
  // PostgreSQL may have to run as another user than ours.
  chmodSync(folder, 0o755);
  return folder;
}

async function readyAt(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  for await (const line of lines) {
    const url = /is ready: (http:\S+?)\/?$/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout!.resume();
    return url;
  }
  throw new Error('The server ended before it was ready; its own words stand above.');
}
