import { PlatformFault } from '../chat/platform-fault.ts';

/** Milliseconds from one line to the next while the same goes on; the last one from then on. */
const intervals = [60_000, 300_000, 900_000, 3_600_000];
const levelOfWarnings = 40;

interface Going { nextAt: number; step: number; unsaid: number; sinceAt: number }
type Line = [what: Record<string, unknown>, message: string];

/**
 * What a chat platform fails with comes by the dozen while it is away: the first line is written, then one at widening intervals that
 * says how many there were, and one when it is over. Faults that pass count by platform, others by what they say, so that a new cause is seen at once.
 * @returns what to write instead of a line; undefined: nothing
 */
export function gatherFaults(now: () => number = () => performance.now()): (args: readonly unknown[], level: number) => Line | undefined {
  const going = new Map<string, Going>();
  const counted = (key: string, line: Line): Line | undefined => {
    const at = now();
    const last = going.get(key);
    // As long as nothing came for longer than the widest interval it is over, whoever noticed.
    if (last === undefined || at - last.nextAt > intervals.at(-1)!) {
      // Those that are over are known no more: what faults say has no end.
      for (const [old, { nextAt }] of going) if (at - nextAt > intervals.at(-1)!) going.delete(old);
      going.set(key, { nextAt: at + intervals[0]!, step: 0, unsaid: 0, sinceAt: at });
      return line;
    }
    last.unsaid++;
    if (at < last.nextAt) return undefined;
    const [what, message] = line;
    const said: Line = [{ ...what, more: last.unsaid, goingOnForSeconds: Math.round((at - last.sinceAt) / 1000) }, message];
    last.step = Math.min(last.step + 1, intervals.length - 1);
    last.nextAt = at + intervals[last.step]!;
    last.unsaid = 0;
    return said;
  };
  return (args, level) => {
    const [what, message] = args;
    if (typeof what !== 'object' || what === null || typeof message !== 'string') return args as unknown as Line;
    const { outage, platform } = what as { outage?: unknown; platform?: unknown };
    const line: Line = [what as Record<string, unknown>, message];
    if (outage === 'begins') return counted(String(platform), line);
    if (outage === 'ends') {
      const last = going.get(String(platform));
      going.delete(String(platform));
      return last === undefined || last.unsaid === 0 ? line : [{ ...what, more: last.unsaid, wentOnForSeconds: Math.round((now() - last.sinceAt) / 1000) }, message];
    }
    const fault = level >= levelOfWarnings ? faultIn((what as { err?: unknown }).err) : undefined;
    if (fault === undefined) return line;
    return counted(fault.retry ? fault.platform : `${fault.platform} ${message} ${fault.message}`, line);
  };
}

/** A platform's fault, or what was made of it. */
function faultIn(error: unknown): PlatformFault | undefined {
  for (let one = error; one instanceof Error; one = one.cause) if (one instanceof PlatformFault) return one;
  return undefined;
}
