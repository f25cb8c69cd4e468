import { existsSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';
import { unavailable } from '../errors.ts';
import { makeDataFolder, refuseOtherOwner } from './data-folder.ts';
import { copyBinaries, findBinaries } from './embedded-binaries.ts';
import type { Binaries } from './embedded-binaries.ts';
import { writeAccess } from './embedded-access.ts';
import { clusterFolder, prepareCluster, superuser } from './embedded-cluster.ts';
import { serverSettings } from './embedded-settings.ts';
import { launch } from './embedded-process.ts';
import { makeSocketFolder, socketPort } from './embedded-socket.ts';
import { chooseUser } from './embedded-user.ts';
import type { RunAs } from './embedded-user.ts';
import { answers, disarmStaleNote, findPostmaster, stopPostmaster } from './postmaster.ts';

/** A running PostgreSQL of ours. Connect with these four; there is no password. */
export interface Embedded {
  /** Folder of the Unix socket; on Windows the loopback address. */
  host: string;
  port: number;
  user: string;
  database: string;
  /** Disconnects everyone, writes a checkpoint and ends the server. A borrowed one (connectToRunning) is left alone. */
  stop: () => Promise<void>;
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
  refuseOtherOwner(dataDir);
  makeDataFolder(dataDir);
  const folder = realpathSync(dataDir);
  const { binaries, runAs } = await findWay(folder);
  await stopOrphan(folder);
  await prepareCluster(folder, binaries, runAs, fast);
  disarmStaleNote(clusterFolder(folder));
  const host = windows ? '127.0.0.1' : makeSocketFolder(folder, runAs);
  const port = windows ? await freePort() : socketPort;
  const access = writeAccess(folder, runAs);
  const listen = ['-p', `${port}`, '-c', `listen_addresses=${windows ? host : ''}`, '-c', `unix_socket_directories=${windows ? '' : host}`];
  const { stop, exited } = await launch(folder, binaries, runAs, [...listen, ...access, ...serverSettings(fast)]);
  const embedded = { host, port, user: superuser, database: databaseName, stop, exited };
  try {
    await createDatabase(embedded);
  } catch (error) {
    await stop();
    throw error;
  }
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
  const copied = copyBinaries(dataDir);
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
