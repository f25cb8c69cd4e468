import type { Urgency } from '../severity.ts';

export type MeansName = 'CHAT' | 'SMS' | 'VOICE' | 'EMAIL' | 'NTFY' | 'WEBHOOK';
export interface Contact { means: MeansName; address: string; /** Absent for chat, which needs no contact. */ id?: string }
/** What a person chose: this means, so many seconds after the step; by one contact, or by all of that means. */
export interface Rule { means: MeansName; contactId: string | null; afterSeconds: number }
export interface Attempt extends Contact {
  afterSeconds: number;
  /** What chose it: the product's rule, the person's own, the policy's step, or that chat alone is never a reach. */
  rule: 'default' | 'own' | 'step' | 'reach';
}

/** Seconds after which a nudge that nobody acted on is followed by what reaches (spec §7). */
export const nudgeSeconds = 60;
/** Seconds from one loud means to the next. */
export const loudEverySeconds = 120;

/**
 * By which means a person is told, and how many seconds after the step. The default rule of spec §7: chat, with what
 * makes no noise beyond a push, at once; SMS a minute later if nobody acted; then the other loud ones every two minutes.
 * At low urgency chat alone. A person's own rules take its place; at high urgency they never end in chat alone.
 * @param only the means a policy's step names; null: the person's own choice
 * @param rules the person's own for this urgency; none: the default
 */
export function attemptsFor(contacts: readonly Contact[], urgency: Urgency, only: readonly MeansName[] | null, rules: readonly Rule[] = []): Attempt[] {
  const own = only === null ? rules.flatMap((rule) => byRule(rule, contacts)) : [];
  if (own.length > 0) return urgency === 'high' ? reaching(own, contacts) : own;
  if (only === null) return urgency === 'low' ? [chat('default')] : byDefault(contacts, 'default');
  const wanted = byDefault(contacts, 'step').filter((attempt) => only.includes(attempt.means));
  // Without the chat that they would wait for, the first of them leave at once.
  const soonest = Math.min(...wanted.map(({ afterSeconds }) => afterSeconds));
  const named = wanted.map((attempt) => ({ ...attempt, afterSeconds: attempt.afterSeconds - soonest }));
  // A step that names means this person lacks must not pass in silence.
  if (named.length === 0) return urgency === 'low' ? [chat('step')] : reaching([chat('step')], contacts);
  return urgency === 'high' ? reaching(named, contacts) : named;
}

const chat = (rule: Attempt['rule']): Attempt => ({ means: 'CHAT', address: '', afterSeconds: 0, rule });

function byDefault(contacts: readonly Contact[], rule: Attempt['rule']): Attempt[] {
  const wanted = (...means: readonly MeansName[]) => means.flatMap((one) => contacts.filter((contact) => contact.means === one));
  const quiet = wanted('NTFY', 'EMAIL', 'WEBHOOK').map((contact): Attempt => ({ ...contact, afterSeconds: 0, rule }));
  const loud = wanted('SMS', 'VOICE').map((contact, index): Attempt => ({ ...contact, afterSeconds: nudgeSeconds + index * loudEverySeconds, rule }));
  return [chat(rule), ...quiet, ...loud];
}

function byRule({ means, contactId, afterSeconds }: Rule, contacts: readonly Contact[]): Attempt[] {
  if (means === 'CHAT') return [{ ...chat('own'), afterSeconds }];
  return contacts.filter((contact) => contact.means === means && (contactId === null || contact.id === contactId)).map((contact) => ({ ...contact, afterSeconds, rule: 'own' }));
}

/** Chat is a nudge: whatever reaches follows within a minute, by what was chosen or else by what there is. */
function reaching(chosen: readonly Attempt[], contacts: readonly Contact[]): Attempt[] {
  const nudges = chosen.filter(({ means }) => means === 'CHAT');
  const [first, ...others] = chosen.filter(({ means }) => means !== 'CHAT').toSorted((a, b) => a.afterSeconds - b.afterSeconds);
  if (first === undefined) return [...nudges, ...byDefault(contacts, 'reach').filter(({ means }) => means !== 'CHAT').map((one) => ({ ...one, afterSeconds: Math.max(one.afterSeconds, nudgeSeconds) }))];
  const soon: Attempt = first.afterSeconds > nudgeSeconds ? { ...first, afterSeconds: nudgeSeconds, rule: 'reach' } : first;
  return [...nudges, soon, ...others];
}
