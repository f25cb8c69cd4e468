import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the kernel's clock in a second (USER_HZ), the same on every Linux. */
const ticks = 100;

interface Stat { pid: number; parent: number; cpu: number }

/**
 * CPU seconds that a process and all its descendants have used, those that ended included (proc(5), stat).
 * NaN where there is no /proc: then rates are all that can be told.
 */
export function cpuOf(pid: number): number {
  const all = stats();
  if (!all.some((one) => one.pid === pid)) return NaN;
  const mine = new Set([pid]);
  for (let before = 0; before !== mine.size;) {
    before = mine.size;
    for (const one of all) if (mine.has(one.parent)) mine.add(one.pid);
  }
  return all.filter((one) => mine.has(one.pid)).reduce((sum, one) => sum + one.cpu, 0);
}

function stats(): Stat[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => statOf(pid) ?? []);
  } catch {
    return [];
  }
}

function statOf(pid: string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command's name may hold blanks and brackets; what follows its last bracket does not.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
    return { pid: Number(pid), parent: fields[1]!, cpu: (fields[11]! + fields[12]! + fields[13]! + fields[14]!) / ticks };
  } catch {
    // It ended between the listing and the reading.
    return undefined;
  }
}
