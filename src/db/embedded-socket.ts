import { createHash } from 'node:crypto';
import { closeSync, constants, fchmodSync, fchownSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unavailable } from '../errors.ts';
import type { RunAs } from './embedded-user.ts';

/** The number in the socket's file name; nothing listens on a network. */
export const socketPort = 5432;

// sun_path holds 107 bytes on Linux and 103 on macOS.
const longest = 103 - `/.s.PGSQL.${socketPort}.lock`.length;

/** The socket file of a server whose socket folder is known. */
export const socketFile = (folder: string, port = socketPort) => join(folder, `.s.PGSQL.${port}`);

/**
 * A folder for the socket, closed to others: in the data folder when the path is short enough,
 * else in the system's folder for temporary files, named after the data folder.
 * @throws AppError `database.socket_folder` when someone else holds that name
 */
export function makeSocketFolder(dataDir: string, runAs: RunAs): string {
  const inside = join(dataDir, 'socket');
  // PostgreSQL reads the setting as a list with commas, quotes and a leading @ for abstract names.
  const plain = Buffer.byteLength(inside) <= longest && !/[,"@]/.test(inside);
  const folder = plain ? inside : join(shortTemporaryFolder(), `imas-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  closeToOthers(folder, runAs);
  return folder;
}

/** In a folder that everyone may write, someone may have put a folder or a link of that name before us. */
function closeToOthers(folder: string, runAs: RunAs): void {
  const trusted = [process.getuid?.(), runAs.owner?.uid];
  let handle: number | undefined;
  try {
    handle = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    if (!trusted.includes(fstatSync(handle).uid)) throw new Error('owned by another user');
    fchmodSync(handle, 0o700);
    if (runAs.owner) fchownSync(handle, runAs.owner.uid, runAs.owner.gid);
  } catch (cause) {
    throw unavailable('database.socket_folder', { folder }, { cause });
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function shortTemporaryFolder(): string {
  return Buffer.byteLength(tmpdir()) <= longest - 22 && !/[,"@]/.test(tmpdir()) ? tmpdir() : '/tmp';
}
