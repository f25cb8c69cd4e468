import type { Context } from '../../../context.ts';
import { transaction } from '../../../db/transaction.ts';
import { conflict } from '../../../errors.ts';
import { audit } from '../../audit/record.ts';
import { findContact } from '../../people/find-contact.ts';
import { choiceFrom, numberFrom } from '../../people/well-formed.ts';
import { demandOwn } from '../../settings/demand-own.ts';
import { ownerOf } from './owner-of.ts';

export const ruleMeans = ['CHAT', 'SMS', 'VOICE', 'EMAIL', 'NTFY', 'WEBHOOK'] as const;
/** More would be a list nobody reads at night. */
const most = 12;

export interface NewRule {
  userId: string;
  urgency: 'high' | 'low';
  means: string;
  /** One contact of that means; absent: all of them. */
  contact?: string | undefined;
  /** Seconds after the step, up to a day. */
  afterSeconds: number;
}

/**
 * One more way to be told; with the first one the default rule of that urgency no longer holds.
 * @throws AppError forbidden, invalid, not_found (the contact), conflict (no contact of that means, the same once more, too many)
 */
export async function addRule(ctx: Context, { userId, urgency, ...given }: NewRule): Promise<void> {
  demandOwn(ctx, 'change_user', userId);
  const means = choiceFrom(given.means, ruleMeans, 'means');
  const afterSeconds = numberFrom(given.afterSeconds, 0, 86_400, 'after');
  const contact = given.contact === undefined || means === 'CHAT' ? undefined : await findContact(ctx, userId, given.contact);
  if (contact !== undefined && contact.means !== means) throw conflict('reach.other_means', { address: contact.address });

  await transaction(ctx, async (tx) => {
    const username = await ownerOf(tx, userId);
    if (means !== 'CHAT') {
      const [any] = await tx.sql`select 1 from contacts where user_id = ${userId} and means = ${means} limit 1`;
      if (!any) throw conflict('reach.no_contact', { means });
    }
    const there = await tx.sql<{ position: number; same: boolean }[]>`
      select position, means = ${means} and contact_id is not distinct from ${contact?.id ?? null}::uuid and after_seconds = ${afterSeconds} as same from notification_rules where user_id = ${userId} and urgency = ${urgency}`;
    if (there.some((rule) => rule.same)) throw conflict('reach.rule_exists');
    if (there.length >= most) throw conflict('reach.too_many_rules', { n: most });
    const position = Math.max(0, ...there.map((rule) => rule.position)) + 1;
    await tx.sql`insert into notification_rules (user_id, urgency, position, means, contact_id, after_seconds) values (${userId}, ${urgency}, ${position}, ${means}, ${contact?.id ?? null}, ${afterSeconds})`;
    await audit(tx, { action: 'notification_rule.added', object: { kind: 'user', id: userId, label: username }, detail: { urgency, means, after_seconds: afterSeconds } });
  });
}
