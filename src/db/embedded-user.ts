import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { unavailable } from '../errors.ts';
import type { Binaries } from './embedded-binaries.ts';

const run = promisify(execFile);

/** How PostgreSQL's programs are started on this machine. */
export interface RunAs {
  /** Put before the program and its arguments. */
  prefix: readonly string[];
  /** For spawn: another user without any prefix. */
  ids: { uid?: number; gid?: number };
  /** Who must own the cluster's files; undefined: whoever runs this process. */
  owner: { uid: number; gid: number } | undefined;
}

// Every Unix has this user; initdb insists on one with a passwd entry.
const nobody = 65534;
const dieWithUs = ['--pdeathsig', 'INT'];
const asNobody = ['--reuid', `${nobody}`, '--regid', `${nobody}`, '--clear-groups'];
// PostgreSQL asks access(2), which forgets the capabilities of a user unless the last bit is set.
const throughClosedFolders = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup'];
const ownNamespace = ['unshare', '-U', `--map-user=${nobody}`, `--map-group=${nobody}`];

const self: RunAs = { prefix: [], ids: {}, owner: undefined };
const other = { uid: nobody, gid: nobody };

/** In order of preference; the last ones lack what ends PostgreSQL when this process is killed. */
function candidates(): RunAs[] {
  const root = process.getuid?.() === 0;
  if (process.platform !== 'linux') return [root ? { ...self, ids: other, owner: other } : self];
  if (!root) return [{ ...self, prefix: ['setpriv', ...dieWithUs] }, self];
  return [
    { prefix: ['setpriv', ...dieWithUs, ...asNobody], ids: {}, owner: other },
    { prefix: ['setpriv', ...dieWithUs, ...throughClosedFolders, ...asNobody], ids: {}, owner: other },
    { prefix: [...ownNamespace, 'setpriv', ...dieWithUs], ids: {}, owner: { uid: 0, gid: 0 } },
    { prefix: [], ids: other, owner: other },
    { prefix: ownNamespace, ids: {}, owner: { uid: 0, gid: 0 } },
  ];
}

/**
 * The first way of running PostgreSQL that works here: it is not allowed to be root, yet must reach
 * its programs and the data folder, which may both lie below a closed home folder.
 * @returns undefined when root finds none; then the programs may have to be copied first
 * @throws AppError `database.cannot_run` when the program itself fails
 */
export async function chooseUser(binaries: Binaries, dataDir: string): Promise<{ runAs: RunAs | undefined; why: string }> {
  let why = '';
  for (const candidate of candidates()) {
    try {
      await tryToRun(candidate, binaries, dataDir);
      return { runAs: candidate, why: '' };
    } catch (error) {
      why = reason(error);
    }
  }
  if (process.getuid?.() !== 0) throw unavailable('database.cannot_run', { why });
  return { runAs: undefined, why };
}

async function tryToRun(runAs: RunAs, { postgres }: Binaries, dataDir: string): Promise<void> {
  if (process.platform === 'win32') return void (await run(postgres, ['--version']));
  const complaint = await runIt(runAs, '/bin/sh', ['-c', 'cd "$1" && exec "$0" --version', postgres, dataDir]);
  // It can be executed but not read: initdb would not find it.
  if (/invalid binary/.test(complaint)) throw new Error(complaint.trim());
}

/** Runs a program to its end as that user; rejects with its output on failure. @returns what it said on standard error */
export async function runIt(runAs: RunAs, program: string, args: string[]): Promise<string> {
  const [file, rest] = commandLine(runAs, program, args);
  const { stderr } = await run(file, rest, { ...runAs.ids, env: cleanEnvironment(), cwd: process.platform === 'win32' ? undefined : '/' });
  return stderr;
}

/** The program with its prefix, as spawn wants them. */
export function commandLine({ prefix: [first, ...others] }: RunAs, program: string, args: string[]): [string, string[]] {
  return first === undefined ? [program, args] : [first, [...others, program, ...args]];
}

/** PG* variables of the person's shell would steer our server; messages must be readable by us. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/i.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/** The last line a failed program said, or why it could not be started at all. */
export function reason(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr?.trim() || message).split('\n').at(-1) ?? message;
}
