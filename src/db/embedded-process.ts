import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { unavailable } from '../errors.ts';
import type { Binaries } from './embedded-binaries.ts';
import { clusterFolder } from './embedded-cluster.ts';
import { cleanEnvironment, commandLine } from './embedded-user.ts';
import type { RunAs } from './embedded-user.ts';
import { readNote, stopPostmaster } from './postmaster.ts';

/** A server process of ours that accepts connections. */
export interface ServerProcess {
  stop: () => Promise<void>;
  /** Fulfilled after stop(), rejected when the server ended by itself. */
  exited: Promise<void>;
}

/**
 * Starts `postgres` on the cluster of a data folder with these arguments; its words go to postgres.log there.
 * Recovery after a crash may take long; as long as the process lives we wait.
 * @throws AppError `database.start_failed`
 */
export async function launch(dataDir: string, binaries: Binaries, runAs: RunAs, args: string[]): Promise<ServerProcess> {
  const patience = Date.now() + 10_000;
  for (;;) {
    const child = start(dataDir, binaries, runAs, args);
    const server = supervise(child, dataDir);
    try {
      await Promise.race([becomesReady(dataDir, child), server.exited]);
      return server;
    } catch (error) {
      // The processes of a killed server notice its death a moment later, and hold its shared memory until then.
      if (Date.now() > patience || !/shared memory block/.test(lastWords(dataDir))) throw error;
      await wait(100);
    }
  }
}

function start(dataDir: string, binaries: Binaries, runAs: RunAs, args: string[]): ChildProcess {
  const log = logFile(dataDir);
  if (existsSync(log) && statSync(log).size > 5_000_000) renameSync(log, `${log}.1`);
  const out = openSync(log, 'a', 0o600);
  const [file, rest] = commandLine(runAs, binaries.postgres, ['-D', clusterFolder(dataDir), ...args]);
  // Detached: Ctrl-C goes to a whole process group, and we still need the database while shutting down.
  const child = spawn(file, rest, { ...runAs.ids, env: cleanEnvironment(), cwd: process.platform === 'win32' ? dataDir : '/', detached: true, stdio: ['ignore', out, out], windowsHide: true });
  closeSync(out);
  child.unref();
  return child;
}

function supervise(child: ChildProcess, dataDir: string): ServerProcess {
  let stopping = false;
  let ended = false;
  const exited = new Promise<void>((done, fail) => {
    const end = (why: string) => {
      ended = true;
      if (stopping) done();
      else fail(unavailable('database.start_failed', { why, log: logFile(dataDir) }));
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(lastWords(dataDir) || `${signal ?? code}`));
  });
  // Whoever does not watch must not fall over an unhandled rejection.
  exited.catch(() => {});
  return {
    exited,
    stop: async () => {
      stopping = true;
      child.ref();
      if (child.pid !== undefined) await stopPostmaster(child.pid, () => ended);
    },
  };
}

async function becomesReady(dataDir: string, child: ChildProcess): Promise<void> {
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const noted = readNote(clusterFolder(dataDir));
    if (noted?.ready && noted.pid === child.pid) return;
    await wait(5);
  }
  // Ended before: the race is decided by the other promise.
  await new Promise(() => {});
}

const logFile = (dataDir: string) => join(dataDir, 'postgres.log');

/** The reason among the last lines of the log, without its time stamp. */
function lastWords(dataDir: string): string {
  // Removing the folder under a running server must not bring us down as well.
  if (!existsSync(logFile(dataDir))) return '';
  const lines = readFileSync(logFile(dataDir), 'utf8').trim().split('\n').slice(-5);
  const fatal = lines.find((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? '';
  return fatal.replace(/^.*?(FATAL|PANIC): +/, '');
}
