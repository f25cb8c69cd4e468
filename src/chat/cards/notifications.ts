import type { Told } from '../../domain/incidents/notifications-of.ts';
import type { ClimbedPolicy } from '../../domain/incidents/policies-of.ts';
import type { Say } from '../../texts/say.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { errorWords } from '../error-words.ts';
import { cut, notice, tame } from '../notice.ts';
import { policyWords } from '../target-words.ts';
import { versionWords } from '../why-words.ts';
import { joined } from './paged-line.ts';

const mostLines = 40;

/** Who was told by what, and what came of it; below it by which policies, in which versions. */
export function notificationsCard(incident: string, told: readonly Told[], drawing: Drawing, { heading, policies = [] }: { heading?: string; policies?: readonly ClimbedPolicy[] } = {}): Card {
  const { say } = drawing;
  const title = `${heading ?? say('cards.notifications')} · ${incident}`;
  if (told.length === 0) return { title, tone: 'neutral', notice: notice(title), body: [{ kind: 'text', text: [say('cards.nobody_yet')] }], actions: [] };
  const rows = told.slice(-mostLines).map((one): Rich[] => [
    [{ time: one.at.toISOString(), style: 'datetime' }], [cut(tame(one.to), 60)], [say(`cards.means_${one.means}`)],
    receiptOf(one, say),
  ]);
  const columns = [say('cards.column_at'), say('cards.column_who'), say('cards.column_means'), say('cards.column_receipt')];
  return { title, tone: 'neutral', notice: notice(title), body: [{ kind: 'table', columns, rows, isTelling: true }], actions: [], ...(policies.length === 0 ? {} : { small: policies.map((policy) => [policyLine(policy, say)]) }) };
}

const policyLine = (policy: ClimbedPolicy, say: Say): string => [say('cards.by_policy', { policy: cut(tame(policyWords(policy.policy_name, say)), 80) }), versionWords(policy, say)].filter((part) => part !== '').join(' · ');

/** How far it got, each step with its time; what failed, in plain words. */
function receiptOf(told: Told, say: Say): Rich {
  const { means, status, error, note } = told;
  const why = cut(tame(errorWords(told, say)), 200);
  const time = (at: Date): Rich[number] => ({ time: at.toISOString(), style: 'time' });
  const word = (receipt: Told['status'], at: Date | null): Rich[] => (at === null ? [] : [[`${say(`cards.receipt_${receipt}`)} `, time(at)]]);
  // What the console has and another platform refused is not simply delivered.
  if (status === 'delivered' && means === 'CHAT' && error !== null) return [say('cards.console_only', { why })];
  const isThere = status === 'accepted' || status === 'delivered' || status === 'acted';
  const steps: Rich[] = [
    ...(status === 'queued' ? [[`${say('cards.receipt_queued')} `, time(told.dueAt)]] : []), ...word('sent', told.sentAt),
    ...(status === 'sending' ? [[say('cards.receipt_sending')]] : []),
    // Chat says only that it arrived, and at the same moment.
    ...(isThere && !(means === 'CHAT' && status === 'delivered') ? word('accepted', told.finishedAt) : []), ...(isThere && !(means === 'CHAT' && status === 'accepted') ? word('delivered', told.deliveredAt) : []),
    ...(status === 'acted' ? word('acted', told.actedAt) : []),
    // What failed, and was not needed any more when it was to be sent again.
    ...(status === 'dropped' ? [[say('cards.receipt_dead')]] : status === 'dead' || status === 'failed' || status === 'shadow' ? [[say(`cards.receipt_${status}`)]] : []),
  ];
  return [...joined(steps, ' → '), ...(why === '' || isThere ? [] : [` (${why})`]), ...(note === null ? [] : [` · ${cut(tame(note), 120)}`])];
}
