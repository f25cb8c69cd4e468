import type { Told } from '../../domain/incidents/notifications-of.ts';
import type { Say } from '../../texts/say.ts';
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
    receiptOf(one, say),
  ]);
  const columns = [say('cards.column_at'), say('cards.column_who'), say('cards.column_means'), say('cards.column_receipt')];
  return { title, tone: 'neutral', notice: notice(title), body: [{ kind: 'table', columns, rows }], actions: [] };
}

/** What the console has and another platform refused is not simply delivered. */
function receiptOf({ means, status, error }: Told, say: Say): Rich {
  if (error === null || status === 'acted') return [say(`cards.receipt_${status}`)];
  const why = cut(tame(error), 200);
  if (status === 'delivered') return [means === 'CHAT' ? say('cards.console_only', { why }) : say('cards.receipt_delivered')];
  return [say(`cards.receipt_${status}`), ` (${why})`];
}
