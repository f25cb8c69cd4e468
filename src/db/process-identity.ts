import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether a process with this id runs; one of another user counts, one that ended and was not yet reaped does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  // In a container nobody may ever reap what was left behind.
  return process.platform !== 'linux' || !['Z', 'X'].includes(procStat(pid)?.[0] ?? '');
}

/** The fields of /proc/<pid>/stat from the state on; the command name before it may hold blanks and brackets. */
function procStat(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  } catch {
    return undefined;
  }
}

/**
 * A text that differs between two processes which got the same pid one after the other:
 * boot id and start time. Empty where the system offers none cheaply (Windows), then the pid alone decides.
 */
export function startMark(pid: number): string {
  try {
    if (process.platform === 'linux') {
      const ticks = procStat(pid)?.[19];
      return ticks === undefined ? '' : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`;
    }
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { env: { LC_ALL: 'C', PATH: '/bin:/usr/bin' }, encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
