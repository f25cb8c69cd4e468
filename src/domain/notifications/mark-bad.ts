import type { Tx } from '../../context.ts';
import type { MeansName } from './means.ts';
import { queueNotice } from './queue-notice.ts';

/**
 * A vendor said for good that nothing arrives at this address: the contact counts no more until it is verified again
 * (promise R8), and its person is told, by what is left.
 */
export async function markBad(tx: Tx, { userId, means, address, reason }: { userId: string; means: MeansName; address: string; reason: string }): Promise<void> {
  const [bad] = await tx.sql<{ id: string }[]>`
    update contacts set bad_since = ${tx.now}, bad_reason = ${reason.replaceAll('\u0000', '').slice(0, 300)} where user_id = ${userId} and means = ${means} and address = ${address} and bad_since is null returning id`;
  if (bad === undefined) return;
  await queueNotice(tx, [{
    key: `contact-bad:${bad.id}:${tx.now.toISOString()}`, userId, purpose: 'contact', means: 'loud', title: { key: 'reach.bad_title', params: { address } },
    body: [{ key: 'reach.bad_body', params: { reason: reason.slice(0, 300) } }], actions: [{ label: 'reach.verify_again', command: 'user/contact', args: { do: 'verify', address } }],
  }]);
}
