import { fork } from 'node:child_process';
import type { ChildProcess, ForkOptions } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, vi } from 'vitest';
import type { Embedded } from '../../src/db/embedded.ts';
import { findPostmaster } from '../../src/db/postmaster.ts';

export type Address = Pick<Embedded, 'host' | 'port' | 'user' | 'database'>;

/** What the other process answered: it has what it asked for, or a refusal in one sentence. */
export interface Held extends AsyncDisposable {
  process: ChildProcess;
  address?: Address;
  refusal?: string;
  /** Ends it at once, and waits for its end. */
  kill(): Promise<void>;
}

/** Starts tests/db/holder.ts on a data folder in a process of its own. */
export async function hold(dataDir: string, { mode, ...options }: ForkOptions & { mode?: 'folder-only' } = {}): Promise<Held> {
  const child = fork(join(import.meta.dirname, 'holder.ts'), mode ? [dataDir, mode] : [dataDir], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'], ...options });
  const ended = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [Pick<Held, 'address' | 'refusal'> | number];
  if (typeof answer !== 'object') throw new Error(`The holder ended with ${answer} before it answered.`);
  // The folder is removed next; its server, which ends by itself on Linux, must not write to it any more.
  const dispose = async () => {
    await kill();
    await vi.waitFor(() => expect(findPostmaster(join(dataDir, 'postgres'))).toBeUndefined(), { timeout: 10_000 });
  };
  return { ...answer, process: child, kill, [Symbol.asyncDispose]: dispose };
}

/** A folder that is removed at the end of the test; entered by everyone unless closed later. */
export function aFolder(name = ''): Disposable & { path: string } {
  const base = mkdtempSync(join(tmpdir(), 'imas-db-'));
  chmodSync(base, 0o755);
  return { path: join(base, name), [Symbol.dispose]: () => rmSync(base, { recursive: true, force: true }) };
}

/** One statement over a connection of its own. */
export async function ask(address: Address, statement: string): Promise<Record<string, unknown>[]> {
  const { host, port, user, database } = address;
  const sql = postgres({ host, port, user, database, max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

/** The id of the server process that works, or last worked, in a data folder. */
export function serverPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}
