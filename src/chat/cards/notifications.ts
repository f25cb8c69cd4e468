import type { Told } from '../../domain/incidents/notifications-of.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, notice, tame } from '../notice.ts';

const mostLines = 40;

/** Who was told by what, and what came of it; failures in the provider's words. */
export function notificationsCard(incident: string, told: readonly Told[], drawing: Drawing, heading?: string): Card {
  const { say } = drawing;
  const title = `${heading ?? say('cards.notifications')} · ${incident}`;
  if (told.length === 0) return { title, tone: 'neutral', notice: notice(title), body: [{ kind: 'text', text: [say('cards.nobody_yet')] }], actions: [] };
  const rows = told.slice(-mostLines).map((one): Rich[] => [
    [{ time: one.at.toISOString(), style: 'datetime' }], [cut(tame(one.to), 60)], [say(`cards.means_${one.means}`)],
    [say(`cards.receipt_${one.status}`), ...(one.error === null || one.status === 'delivered' || one.status === 'acted' ? [] : [` (${cut(tame(one.error), 120)})`])],
  ]);
  const columns = [say('cards.column_at'), say('cards.column_who'), say('cards.column_means'), say('cards.column_receipt')];
  return { title, tone: 'neutral', notice: notice(title), body: [{ kind: 'table', columns, rows }], actions: [] };
}
