import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether a process with this id exists; a process of another user counts (EPERM). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * A text that differs between two processes which got the same pid one after the other:
 * boot id and start time. Empty where the system offers none cheaply (Windows), then the pid alone decides.
 */
export function startMark(pid: number): string {
  try {
    if (process.platform === 'linux') {
      // The command name (2nd field) may hold blanks and brackets; starttime is the 20th field after it.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
    }
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { env: { LC_ALL: 'C', PATH: '/bin:/usr/bin' }, encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
