import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { conflict, unavailable } from '../errors.ts';
import { currentOwner } from './data-folder.ts';
import { copyBinaries, findBinaries, packageFolder } from './embedded-binaries.ts';
import type { Binaries } from './embedded-binaries.ts';
import { clusterFolder, prepareCluster, superuser } from './embedded-cluster.ts';
import { serverSettings } from './embedded-settings.ts';
import { makeSocketFolder, socketPort } from './embedded-socket.ts';
import { chooseUser, cleanEnvironment, commandLine } from './embedded-user.ts';
import type { RunAs } from './embedded-user.ts';
import { answers, disarmStaleNote, findPostmaster, readNote, stopPostmaster } from './postmaster.ts';

/** A running PostgreSQL of ours. Connect with these four; there is no password. */
export interface Embedded {
  /** Folder of the Unix socket; on Windows the loopback address. */
  host: string;
  port: number;
  user: string;
  database: string;
  /** Disconnects everyone, writes a checkpoint and ends the server. A borrowed one (connectToRunning) is left alone. */
  stop(): Promise<void>;
  /** Settles when the server is gone: fulfilled after stop(), rejected when it ended by itself. */
  exited: Promise<void>;
}

const databaseName = 'imas';
const windows = process.platform === 'win32';

/**
 * Starts the PostgreSQL that came with npm on the data folder, creating the cluster and the database `imas` at
 * the first time. The caller owns the folder (ownDataFolder) or is alone in it. A server that an earlier,
 * killed process left behind is stopped first. It listens on a socket only and writes to `postgres.log`.
 * On Linux it ends with the thread that called this, so call it from the main thread.
 * @throws AppError `database.*`, one sentence each
 */
export async function startEmbedded({ dataDir, fast = false }: { dataDir: string; fast?: boolean }): Promise<Embedded> {
  const owner = currentOwner(dataDir);
  if (owner && owner.pid !== process.pid) throw conflict('database.in_use', { folder: resolve(dataDir), pid: owner.pid, purpose: owner.purpose });
  if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const folder = realpathSync(dataDir);
  const { binaries, runAs } = await findWay(folder);
  await stopOrphan(folder);
  await prepareCluster(folder, binaries, runAs, fast);
  disarmStaleNote(clusterFolder(folder));
  const host = windows ? '127.0.0.1' : makeSocketFolder(folder, runAs);
  const port = windows ? await freePort() : socketPort;
  const listen = windows ? ['-c', `listen_addresses=${host}`, '-p', `${port}`, '-c', 'unix_socket_directories='] : ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${host}`, '-p', `${port}`];
  const child = launch(folder, binaries, runAs, [...listen, ...serverSettings(fast)]);
  const embedded = { host, port, user: superuser, database: databaseName, ...supervise(child, folder) };
  await becomesReady(folder, child);
  await createDatabase(embedded);
  return embedded;
}

/** The server that another living process runs on this data folder, if any; its stop() does nothing. */
export async function connectToRunning(dataDir: string): Promise<Embedded | undefined> {
  if (!existsSync(dataDir)) return undefined;
  const cluster = clusterFolder(realpathSync(dataDir));
  const found = findPostmaster(cluster);
  if (!found?.ready || !(await answers(found))) return undefined;
  const exited = new Promise<void>((done) => {
    const look = setInterval(() => {
      if (findPostmaster(cluster)?.pid === found.pid) return;
      clearInterval(look);
      done();
    }, 1000).unref();
  });
  return { host: found.socketFolder || '127.0.0.1', port: found.port, user: superuser, database: databaseName, stop: async () => {}, exited };
}

async function findWay(dataDir: string): Promise<{ binaries: Binaries; runAs: RunAs }> {
  const binaries = findBinaries(dataDir);
  const first = await chooseUser(binaries, dataDir);
  if (first.runAs) return { binaries, runAs: first.runAs };
  // The programs may lie in a closed folder while the data folder does not.
  const copied = copyBinaries(packageFolder(), join(dataDir, 'postgres-programs'), binaries.major);
  const second = await chooseUser(copied, dataDir);
  if (!second.runAs) throw unavailable('database.no_way_to_run', { folder: dataDir, why: second.why });
  return { binaries: copied, runAs: second.runAs };
}

async function stopOrphan(dataDir: string): Promise<void> {
  const cluster = clusterFolder(dataDir);
  const orphan = findPostmaster(cluster);
  if (!orphan) return;
  const gone = await stopPostmaster(orphan.pid, () => findPostmaster(cluster)?.pid !== orphan.pid);
  if (!gone) throw unavailable('database.orphan_stays', { pid: orphan.pid, folder: cluster });
}

function launch(dataDir: string, binaries: Binaries, runAs: RunAs, args: string[]): ChildProcess {
  const log = logFile(dataDir);
  if (existsSync(log) && statSync(log).size > 5_000_000) renameSync(log, `${log}.1`);
  const out = openSync(log, 'a', 0o600);
  const [file, rest] = commandLine(runAs, binaries.postgres, ['-D', clusterFolder(dataDir), ...args]);
  // Detached: Ctrl-C goes to a whole process group, and we still need the database while shutting down.
  const child = spawn(file, rest, { ...runAs.ids, env: cleanEnvironment(), cwd: windows ? dataDir : '/', detached: true, stdio: ['ignore', out, out], windowsHide: true });
  closeSync(out);
  child.unref();
  return child;
}

const logFile = (dataDir: string) => join(dataDir, 'postgres.log');

function supervise(child: ChildProcess, dataDir: string): Pick<Embedded, 'stop' | 'exited'> {
  let stopping = false;
  const exited = new Promise<void>((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => {
      if (stopping) done();
      else fail(unavailable('database.start_failed', { why: lastWords(dataDir) || `${signal ?? code}`, log: logFile(dataDir) }));
    });
  });
  // Whoever does not watch must not fall over an unhandled rejection.
  exited.catch(() => {});
  const stop = async () => {
    stopping = true;
    child.ref();
    if (child.pid !== undefined) await stopPostmaster(child.pid, () => child.exitCode !== null || child.signalCode !== null);
  };
  return { stop, exited };
}

/** Recovery after a crash may take long; as long as the process lives we wait. */
async function becomesReady(dataDir: string, child: ChildProcess): Promise<void> {
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  for (;;) {
    const noted = readNote(clusterFolder(dataDir));
    if (noted?.ready && noted.pid === child.pid) return;
    if (failure || child.exitCode !== null || child.signalCode !== null) {
      throw unavailable('database.start_failed', { why: failure ? failure.message : lastWords(dataDir), log: logFile(dataDir) });
    }
    await wait(5);
  }
}

function lastWords(dataDir: string): string {
  const lines = readFileSync(logFile(dataDir), 'utf8').trim().split('\n');
  const fatal = lines.slice(-5).find((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? '';
  return fatal.replace(/^.*?(FATAL|PANIC): +/, '');
}

async function createDatabase({ host, port, user, database }: Embedded): Promise<void> {
  const sql = postgres({ host, port, user, database: 'postgres', max: 1, onnotice: () => {} });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${database}`;
    if (!found) await sql`create database ${sql(database)}`;
  } finally {
    await sql.end();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
