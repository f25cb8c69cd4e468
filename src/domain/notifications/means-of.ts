import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import type { Urgency } from '../severity.ts';
import { contactsOf } from './contacts-of.ts';
import { attemptsFor, type Attempt, type MeansName } from './means.ts';
import { rulesOf } from './rules-of.ts';

/** By which means, how many seconds after the step, and by whose rule. No address: those are the person's own. */
export type Reach = Pick<Attempt, 'means' | 'afterSeconds'> & Partial<Pick<Attempt, 'rule'>>;

/**
 * How people would be told as things stand now: by contacts that count and for which a provider is active.
 * @param only the means that a policy's step names; null: as each person has chosen
 * @returns username → attempts, in their order
 * @throws AppError forbidden
 */
export async function meansOf(ctx: Context, usernames: readonly string[], urgency: Urgency, only: readonly MeansName[] | null): Promise<Map<string, Reach[]>> {
  demand(ctx, 'view_escalation');
  if (usernames.length === 0) return new Map();

  const people = await ctx.sql<{ id: string; username: string }[]>`select id, username from users where username = any(${usernames as string[]})`;
  const ids = people.map((person) => person.id);
  const contacts = await contactsOf(ctx, ids);
  const rules = await rulesOf(ctx, ids);
  return new Map(people.map(({ id, username }) => [username, attemptsFor(contacts.get(id) ?? [], urgency, only, rules.get(id)?.[urgency]).map(({ means, afterSeconds, rule }) => ({ means, afterSeconds, rule }))]));
}
