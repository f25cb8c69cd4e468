import { chownSync, existsSync, lchownSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unavailable } from '../errors.ts';
import type { Binaries } from './embedded-binaries.ts';
import { reason, runIt } from './embedded-user.ts';
import type { RunAs } from './embedded-user.ts';

/** The role that owns everything in the embedded database. */
export const superuser = 'imas';

export const clusterFolder = (dataDir: string) => join(dataDir, 'postgres');

/**
 * Creates the cluster when there is none, else checks that it is ours to run.
 * It is made aside and renamed, so that a kill half-way leaves nothing that looks finished.
 * @throws AppError `database.creation_failed`, `database.other_version`, `database.other_owner`
 */
export async function prepareCluster(dataDir: string, binaries: Binaries, runAs: RunAs, fast: boolean): Promise<void> {
  const folder = clusterFolder(dataDir);
  if (!existsSync(join(folder, 'PG_VERSION'))) await createCluster(folder, binaries, runAs, fast);
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (found !== binaries.major) throw unavailable('database.other_version', { folder, found, expected: binaries.major });
  takeOver(folder, runAs);
}

async function createCluster(folder: string, binaries: Binaries, runAs: RunAs, fast: boolean): Promise<void> {
  const half = `${folder}.half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  if (runAs.owner) chownSync(half, runAs.owner.uid, runAs.owner.gid);
  // Builtin C.UTF-8: the same order of texts on every machine, whatever locales it has.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '-E', 'UTF8'];
  try {
    await runIt(runAs, binaries.initdb, ['-D', half, '-U', superuser, '-A', 'trust', '--no-instructions', ...locale, ...(fast ? ['-N'] : [])]);
  } catch (cause) {
    throw unavailable('database.creation_failed', { folder, why: reason(cause) }, { cause });
  }
  renameSync(half, folder);
}

/** A cluster made under another way of running gets its new owner; only root can do that. */
function takeOver(folder: string, runAs: RunAs): void {
  const { uid } = statSync(folder);
  const wanted = runAs.owner ?? { uid: process.getuid?.() ?? uid, gid: process.getgid?.() ?? 0 };
  if (uid === wanted.uid) return;
  if (!runAs.owner) throw unavailable('database.other_owner', { folder, uid });
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) lchownSync(join(folder, path), wanted.uid, wanted.gid);
  lchownSync(folder, wanted.uid, wanted.gid);
}
