import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { conflict, unavailable } from '../errors.ts';
import { isAlive, startMark } from './process-identity.ts';

/** The process that works in a data folder. */
interface Owner {
  pid: number;
  /** See startMark. */
  mark: string;
  /** Shown to a second one that wants in, for example “server” or “imas migrate”. */
  purpose: string;
}

export interface Ownership {
  release(): Promise<void>;
}

const ownerFile = (dataDir: string) => join(resolve(dataDir), 'owner.json');

/**
 * Makes this process the only one that works in the data folder (created when missing).
 * What a killed process left behind is replaced.
 * @throws AppError `database.in_use` or `database.folder_not_writable`
 */
export async function ownDataFolder(dataDir: string, purpose: string): Promise<Ownership> {
  const folder = resolve(dataDir);
  const file = ownerFile(dataDir);
  const mine = JSON.stringify({ pid: process.pid, mark: startMark(process.pid), purpose } satisfies Owner);
  makeDataFolder(folder);
  while (!writeNew(file, mine)) {
    const read = readOwner(file);
    if (read?.owner && isSame(read.owner)) throw inUse(folder, read.owner);
    // A file without readable content was caught between its creation and its first bytes, or left so by a crash.
    if (read && !read.owner && Date.now() - read.writtenAt < 2000) await wait(20);
    else removeStale(file);
  }
  return {
    release: async () => {
      if (readOwner(file)?.raw === mine) rmSync(file, { force: true });
    },
  };
}

/** @throws AppError `database.in_use` when another living process owns the data folder */
export function refuseOtherOwner(dataDir: string): void {
  const owner = readOwner(ownerFile(dataDir))?.owner;
  if (owner && owner.pid !== process.pid && isSame(owner)) throw inUse(resolve(dataDir), owner);
}

/**
 * Creates the data folder when missing. Root's database runs as another user, who must be able
 * to pass through, but not to list.
 * @throws AppError `database.folder_not_writable`
 */
export function makeDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  } catch (error) {
    throw notWritable(resolve(dataDir), error);
  }
}

const inUse = (folder: string, { pid, purpose }: Owner) => conflict('database.in_use', { folder, pid, purpose });
const notWritable = (folder: string, cause: unknown) => unavailable('database.folder_not_writable', { folder, why: (cause as NodeJS.ErrnoException).code ?? String(cause) }, { cause });

/** @returns false when the file is there already */
function writeNew(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw notWritable(dirname(file), error);
  }
}

function isSame(owner: Owner): boolean {
  return isAlive(owner.pid) && (owner.mark === '' || owner.mark === startMark(owner.pid));
}

function readOwner(file: string): { raw: string; owner: Owner | undefined; writtenAt: number } | undefined {
  try {
    const raw = readFileSync(file, 'utf8');
    return { raw, owner: parseOwner(raw), writtenAt: statSync(file).mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseOwner(raw: string): Owner | undefined {
  try {
    const value = JSON.parse(raw) as Owner;
    return Number.isInteger(value.pid) && value.pid > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Moves the file aside before judging it, so that of two starters only one removes it. */
function removeStale(file: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const owner = readOwner(aside)?.owner;
  if (owner && isSame(owner)) renameSync(aside, file);
  else rmSync(aside, { force: true });
}
