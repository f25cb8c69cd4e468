import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { conflict, unavailable } from '../errors.ts';
import { isAlive, startMark } from './process-identity.ts';

/** The process that works in a data folder. */
export interface Owner {
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
  for (;;) {
    try {
      makeDataFolder(folder);
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') throw unavailable('database.folder_not_writable', { folder, why: code ?? String(error) }, { cause: error });
      const owner = currentOwner(dataDir);
      if (owner) throw conflict('database.in_use', { folder, pid: owner.pid, purpose: owner.purpose });
      removeStale(file);
      continue;
    }
    return {
      release: async () => {
        if (readOwner(file)?.raw === mine) rmSync(file, { force: true });
      },
    };
  }
}

/** The living process that owns the data folder, this one included; undefined when nobody does. */
export function currentOwner(dataDir: string): Owner | undefined {
  const read = readOwner(ownerFile(dataDir));
  // A file without readable content was caught between its creation and its first bytes.
  if (read && !read.owner && Date.now() - read.writtenAt < 2000) return { pid: 0, mark: '', purpose: 'starting' };
  return read?.owner && isSame(read.owner) ? read.owner : undefined;
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

function makeDataFolder(folder: string): void {
  // Root's database runs as another user, who must be able to pass through, but not to list.
  mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
}
