import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from './process-identity.ts';
import { socketFile } from './embedded-socket.ts';

/** What postmaster.pid says: https://www.postgresql.org/docs/18/storage-file-layout.html */
export interface Postmaster {
  pid: number;
  port: number;
  /** Empty when it has no Unix socket. */
  socketFolder: string;
  ready: boolean;
}

/** The server noted in the cluster's postmaster.pid, if that process lives and is really it. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const noted = readNote(cluster);
  return noted && isPostmaster(noted.pid, cluster) ? noted : undefined;
}

/** The note as it stands, whether or not its process lives. */
export function readNote(cluster: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  // A standalone backend (initdb, repair) notes a negative pid.
  const pid = Math.abs(Number(lines[0]));
  if (!pid) return undefined;
  return { pid, port: Number(lines[3] ?? 0), socketFolder: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
}

function isPostmaster(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    if (process.platform === 'win32') return true;
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).includes('postgres');
  } catch {
    return false;
  }
}

/**
 * A pid reused by some other process of ours would make PostgreSQL refuse to start. It ignores a note that
 * names its own parent, but still checks the shared memory noted there, which deleting the file would skip.
 */
export function disarmStaleNote(cluster: string): void {
  const noted = readNote(cluster);
  if (!noted || findPostmaster(cluster)) return;
  const file = join(cluster, 'postmaster.pid');
  const text = readFileSync(file, 'utf8').replace(/^-?\d+/, String(process.pid));
  // The folder may belong to another user than root, who runs this: no following of links put there.
  const handle = openSync(file, constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW);
  writeFileSync(handle, text);
  closeSync(handle);
}

/** Whether a server accepts connections at that socket (or, on Windows, loopback port). */
export function answers({ socketFolder, port }: Pick<Postmaster, 'socketFolder' | 'port'>): Promise<boolean> {
  return new Promise((done) => {
    const socket = socketFolder ? connect(socketFile(socketFolder, port)) : connect(port, '127.0.0.1');
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
}

/**
 * Stops a server: fast (disconnect all, checkpoint), after 20 s without the checkpoint.
 * @returns false when it still runs after 30 s or must not be signalled by this user
 */
export async function stopPostmaster(pid: number, hasEnded: () => boolean): Promise<boolean> {
  const began = Date.now();
  let sent: NodeJS.Signals | undefined;
  while (!hasEnded()) {
    const age = Date.now() - began;
    if (age > 30_000) return false;
    const wanted = age > 20_000 ? 'SIGQUIT' : 'SIGINT';
    try {
      if (sent !== wanted) process.kill(pid, wanted);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EPERM') return false;
    }
    sent = wanted;
    await wait(5);
  }
  return true;
}
