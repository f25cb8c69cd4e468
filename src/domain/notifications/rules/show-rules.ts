import type { Context } from '../../../context.ts';
import { demandOwn } from '../../settings/demand-own.ts';
import type { Urgency } from '../../severity.ts';
import { contactsOf } from '../contacts-of.ts';
import { attemptsFor, type Attempt, type MeansName } from '../means.ts';
import { repeatsOf } from '../repeats.ts';
import { rulesOf } from '../rules-of.ts';

/** A rule as its owner wrote it. `position` names it. */
export interface OwnRule { position: number; means: MeansName; /** One contact's address; null: all of that means. */ address: string | null; afterSeconds: number }
export interface Told {
  urgency: Urgency;
  own: OwnRule[];
  /** How a page reaches the person as things stand: contacts that do not count, or that no provider serves, are not in it. */
  attempts: Attempt[];
  /** They are rung on until the step ends. */
  isRepeated: boolean;
}

/** How somebody is told, at high and at low urgency. @throws AppError forbidden */
export async function showRules(ctx: Context, userId: string): Promise<Told[]> {
  demandOwn(ctx, 'change_user', userId);

  const rows = await ctx.sql<(OwnRule & { urgency: Urgency })[]>`
    select r.urgency, r.position, r.means, c.address, r.after_seconds as "afterSeconds" from notification_rules r left join contacts c on c.id = r.contact_id where r.user_id = ${userId} order by r.after_seconds, r.position`;
  const contacts = (await contactsOf(ctx, [userId])).get(userId) ?? [];
  const rules = (await rulesOf(ctx, [userId])).get(userId);
  return (['high', 'low'] as const).map((urgency) => {
    const attempts = attemptsFor(contacts, urgency, null, rules?.[urgency]);
    const own = rows.filter((row) => row.urgency === urgency).map(({ urgency: _, ...rule }) => rule);
    return { urgency, own, attempts: attempts.toSorted((a, b) => a.afterSeconds - b.afterSeconds), isRepeated: repeatsOf(attempts).length > 0 };
  });
}
