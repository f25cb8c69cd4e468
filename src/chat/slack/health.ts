import type { Logger } from 'pino';
import type { Say } from '../../texts/say.ts';
import type { Health } from '../platform.ts';
import type { SlackFault } from './faults.ts';
import type { Refusals } from './refusals.ts';

/** About Slack as a whole, not about one channel, person or message. */
const aboutAll = new Set(['slackFaults.unreachable', 'slackFaults.ailing', 'slackFaults.bad_token', 'slackFaults.revoked']);

/** What the last calls showed of Slack, and a log line whenever that changes. */
export function slackHealth({ log, say, refusals, recovered }: { log: Logger; say: Say; refusals: Refusals; recovered?: (() => void) | undefined }) {
  let ill: SlackFault | undefined;
  /** Method → the fault that told which scope it lacks; cured by a call that went well, or by an answer that names the scope among ours. */
  const lacking = new Map<string, SlackFault>();
  let told = '';
  const sick = () => ill ?? lacking.values().next().value;
  return {
    /** One call ended: well, or with this fault. @param granted the scopes that the answer said we have */
    ended(method: string, fault?: SlackFault, granted: readonly string[] = []): void {
      if (fault === undefined) lacking.delete(method);
      else if (fault.code === 'missing_scope') lacking.set(method, fault);
      // Whoever refuses one thing is there and knows us. A 429 says neither.
      if (fault?.code !== 'rate_limited' && fault?.code !== 'ratelimited') ill = fault !== undefined && aboutAll.has(fault.key) ? fault : undefined;
      for (const [lame, { needed }] of lacking) if (fault !== lacking.get(lame) && needed?.split(',').some((scope) => granted.includes(scope)) === true) lacking.delete(lame);
      const now = sick();
      const state = now === undefined ? '' : `${now.key} ${now.code} ${now.needed ?? ''}`;
      if (state === told) return;
      told = state;
      if (now === undefined) {
        log.info('Slack works again');
        recovered?.();
      }
      else log.warn({ code: now.code, method: now.method }, now.message);
    },
    health(): Health {
      const now = sick();
      if (now !== undefined) return { ok: false, detail: now.said(say) };
      const refused = refusals.longest();
      return { ok: true, detail: refused === undefined ? '' : say('slackFaults.rate_limited', refused) };
    },
  };
}
