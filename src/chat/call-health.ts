import type { Logger } from 'pino';
import type { FarPlatform } from '../queue.ts';
import type { Say, TextKey } from '../texts/say.ts';
import { platformNames } from './platform-names.ts';
import type { PlatformFault } from './platform-fault.ts';
import type { Health } from './platform.ts';
import type { Refusals } from './rates/refusals.ts';

export interface HealthParts {
  platform: FarPlatform;
  log: Logger;
  say: Say;
  refusals: Refusals;
  /** Called when the platform works again after it did not. */
  recovered?: (() => void) | undefined;
  /** What is about the platform as a whole, not about one channel, person or message. */
  aboutAll: ReadonlySet<TextKey>;
  /** Which of our rights a fault misses, separated by commas; undefined when it is about something else. */
  lacks: (fault: PlatformFault) => string | undefined;
  /** May a call of this kind that went well show that this is over? Any, unless told. */
  cures?: (method: string, ill: PlatformFault) => boolean;
  /** How a wait that the platform asked for is said: of `method` and `seconds`. */
  waiting: TextKey;
}

/** What the last calls showed of a platform, and a log line whenever that changes. */
export function callHealth({ platform, log, say, refusals, recovered, aboutAll, lacks, cures = () => true, waiting }: HealthParts) {
  const name = platformNames[platform];
  let ill: PlatformFault | undefined;
  /** Method → the fault that told which right it lacks; cured by a call that went well, or by an answer that names the right among ours. */
  const lacking = new Map<string, PlatformFault>();
  let told = '';
  let wellAt = -Infinity;
  const sick = () => ill ?? lacking.values().next().value;
  return {
    /**
     * One call ended: well, or with this fault.
     * @param granted the rights that the answer said we have
     * @param began when the call began, as `performance.now()`
     */
    ended(method: string, fault?: PlatformFault, granted: readonly string[] = [], began = Infinity): void {
      // What hung until after others went well tells of an outage that is over.
      if (fault?.retry === true && began < wellAt) return;
      if (fault === undefined) lacking.delete(method);
      else if (lacks(fault) !== undefined) lacking.set(method, fault);
      // Whoever refuses one thing is there and knows us. A 429 says neither.
      if (fault?.code !== 'rate_limited' && fault?.code !== 'ratelimited') ill = fault !== undefined && aboutAll.has(fault.key) ? fault : ill !== undefined && fault === undefined && !cures(method, ill) ? ill : undefined;
      for (const [lame, had] of lacking) if (fault !== had && lacks(had)?.split(',').some((right) => granted.includes(right.trim())) === true) lacking.delete(lame);
      const now = sick();
      // However it fails, as long as it may pass it is one outage.
      const state = now === undefined ? '' : now.retry ? 'away' : `${now.key} ${now.code} ${lacks(now) ?? ''}`;
      if (fault === undefined) wellAt = performance.now();
      if (state === told) return;
      told = state;
      if (now === undefined) {
        log.info({ platform, outage: 'ends' }, `${name} works again`);
        recovered?.();
      }
      else log.warn({ platform, code: now.code, method: now.method, ...(now.retry ? { outage: 'begins' } : {}) }, now.message);
    },
    health(): Health {
      const now = sick();
      if (now !== undefined) return { ok: false, detail: now.said(say) };
      const refused = refusals.longest();
      return { ok: true, detail: refused === undefined ? '' : say(waiting, refused) };
    },
  };
}
