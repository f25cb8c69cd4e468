import { userIdOf, type Tx } from '../../context.ts';
import { conflict, notFound } from '../../errors.ts';
import { isUuid } from '../uuid.ts';

export interface Decided { id: string; platform: 'console' | 'slack' | 'discord'; chatUserId: string | null; userId: string | null; name: string; email: string | null }

/**
 * Decides a request that is open still, and has its card brought up to date and whoever asked told.
 * @throws AppError not_found; conflict naming who decided before
 */
export async function decideAccess(tx: Tx, id: string, outcome: 'approved' | 'denied'): Promise<Decided> {
  const known = isUuid(id);
  const [decided] = known ? await tx.sql<Decided[]>`
    update access_requests set decided_at = ${tx.now}, decided_by = ${userIdOf(tx.actor)}, outcome = ${outcome} where id = ${id} and decided_at is null
    returning id, platform, chat_user_id as "chatUserId", user_id as "userId", name, email` : [];
  if (!decided) {
    const [before] = known ? await tx.sql<{ name: string; by: string | null; at: Date; outcome: 'approved' | 'denied'; group: string | null }[]>`
      select r.name, u.username as by, decided_at as at, outcome, group_name as group from access_requests r left join users u on u.id = decided_by where r.id = ${id}` : [];
    if (!before) throw notFound('access.unknown_request');
    const params = { name: before.name, by: before.by ?? 'IMAS', at: before.at.toISOString() };
    throw before.outcome === 'denied' ? conflict('access.denied_before', params) : conflict('access.approved_before', { ...params, group: before.group ?? '' });
  }
  await tx.enqueue('ask-access', { requestId: id }, { key: id });
  await tx.enqueue('tell-access', { requestId: id, ...(decided.platform === 'console' ? {} : { platform: decided.platform }) }, { key: id });
  return decided;
}
