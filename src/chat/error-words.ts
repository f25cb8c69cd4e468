import { saidTo, type Said } from '../domain/said.ts';
import type { Say, TextKey } from '../texts/say.ts';

/** What Twilio calls the end of a call. */
const ends: Readonly<Record<string, TextKey>> = { busy: 'sms.ended_busy', 'no-answer': 'sms.ended_no_answer', canceled: 'sms.ended_canceled', failed: 'sms.ended_failed', fax: 'sms.ended_machine' };

/** Why a message did not get through, in the reader's language; what a vendor said in words of its own as it said it. */
export function errorWords({ error, errorSaid }: { error: string | null; errorSaid: Said | null }, say: Say): string {
  if (error === null) return '';
  const end = Object.hasOwn(ends, error) ? ends[error] : error.startsWith('machine ') ? 'sms.ended_machine' as const : undefined;
  return end === undefined ? saidTo(say, error, errorSaid) : say(end);
}
