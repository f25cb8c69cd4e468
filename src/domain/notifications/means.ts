import type { Urgency } from '../severity.ts';

export type MeansName = 'CHAT' | 'SMS' | 'VOICE' | 'EMAIL' | 'NTFY' | 'WEBHOOK';
export interface Contact { means: MeansName; address: string; /** Absent for chat, which needs no contact. */ id?: string }
export interface Attempt extends Contact { afterSeconds: number }

/**
 * By which means a person is told, and how many seconds after the step. The default rule of spec §7: chat, with what
 * makes no noise beyond a push, at once; SMS a minute later if nobody acted, since chat is a nudge and never a reach;
 * then voice every two minutes. At low urgency chat alone, or e-mail for whom chat is all we have.
 * @param only the means a policy's step names; null: the person's own choice
 */
export function attemptsFor(contacts: readonly Contact[], urgency: Urgency, only: readonly MeansName[] | null): Attempt[] {
  const chat: Attempt = { means: 'CHAT', address: '', afterSeconds: 0 };
  const wanted = (means: MeansName) => contacts.filter((contact) => contact.means === means && (only === null || only.includes(means)));
  const at = (seconds: number) => (contact: Contact): Attempt => ({ ...contact, afterSeconds: seconds });
  if (urgency === 'low' && only === null) return [chat];
  const quiet = [...wanted('NTFY'), ...wanted('EMAIL'), ...wanted('WEBHOOK')].map(at(0));
  const withChat = only === null || only.includes('CHAT') ? [chat] : [];
  const loud = [...wanted('SMS'), ...wanted('VOICE')].map((contact, index) => at(60 + index * 120)(contact));
  const all = [...withChat, ...quiet, ...loud];
  // A step that names means this person lacks must not pass in silence.
  return all.length > 0 ? all : [chat];
}
