import type { Context } from '../../context.ts';
import type { Urgency } from '../severity.ts';
import type { Rule } from './means.ts';

/** What people chose for themselves, in their order: `rulesOf(…).get(userId)?.high`. Whoever is not in it has the default rule. */
export async function rulesOf({ sql }: Context, userIds: readonly string[]): Promise<Map<string, Partial<Record<Urgency, Rule[]>>>> {
  if (userIds.length === 0) return new Map();
  const rows = await sql<(Rule & { user_id: string; urgency: Urgency })[]>`
    select user_id, urgency, means, contact_id as "contactId", after_seconds as "afterSeconds" from notification_rules where user_id = any(${userIds as string[]}::uuid[]) order by user_id, urgency, position`;
  return new Map([...Map.groupBy(rows, (row) => row.user_id)].map(([userId, mine]) => [userId, Object.fromEntries(
    [...Map.groupBy(mine, (row) => row.urgency)].map(([urgency, some]) => [urgency, some.map(({ means, contactId, afterSeconds }) => ({ means, contactId, afterSeconds }))]),
  )]));
}
