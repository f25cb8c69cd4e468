import type { Context } from '../context.ts';
import type { Message } from '../delivery/provider.ts';
import type { Incident } from '../domain/incidents/schema.ts';
import type { Claimed } from '../domain/notifications/claim.ts';
import { giveReplyCode } from '../domain/notifications/reply-codes.ts';

/** What a message by telephone needs besides its text: by which means, and how it is answered. */
export async function phoneWords(ctx: Context, claimed: Claimed, incidents: readonly Incident[]): Promise<Pick<Message, 'means' | 'answerable' | 'replyCode'>> {
  if (claimed.means !== 'SMS' && claimed.means !== 'VOICE') return {};
  const isTest = claimed.notice?.answer !== undefined && claimed.user_id !== null;
  const waiting = incidents.filter((incident) => incident.status === 'TRIGGERED');
  const isAnswerable = isTest || (claimed.notice === null && claimed.user_id !== null && claimed.is_page && waiting.length > 0);
  if (!isAnswerable) return { means: claimed.means };
  const replyCode = claimed.means === 'SMS' ? await giveReplyCode(ctx, { id: claimed.id, address: claimed.address, incidentIds: isTest ? [] : waiting.map(({ id }) => id) }) : undefined;
  return { means: claimed.means, answerable: true, ...(replyCode === undefined ? {} : { replyCode }) };
}
