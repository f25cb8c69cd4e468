import type { Outcome } from './provider.ts';

/** Error codes that a status is told with: an unknown handset, a landline. */
const badLater = new Set(['30005', '30006']);

/** What a call's status and who answered it mean; undefined while it lasts. */
export function callOutcome(status: string, answeredBy: string): Outcome | undefined {
  if (/^(?:machine|fax)/.test(answeredBy)) return { state: 'failed', why: answeredBy.replaceAll('_', ' ') };
  if (/^(?:busy|no-answer|failed|canceled)$/.test(status)) return { state: 'failed', why: status };
  return status === 'completed' ? { state: 'delivered' } : undefined;
}

/** What a message's status means; undefined while it is on its way. @param code Twilio's, such as 30005 */
export function messageOutcome(status: string, code: string): Outcome | undefined {
  if (status === 'undelivered' || status === 'failed') return { state: 'failed', why: code === '' ? status : `${status} (${code})`, ...(badLater.has(code) ? { badAddress: true } : {}) };
  return status === 'delivered' || status === 'read' ? { state: 'delivered' } : undefined;
}
