import { asc, eq } from 'drizzle-orm';
import type { Context, Tx } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { nearest } from '../nearest.ts';
import { isUuid } from '../uuid.ts';
import { findSource } from './find-source.ts';
import { rules, sources, type Rule } from './schema.ts';

const order = [asc(rules.position), asc(rules.createdAt), asc(rules.id)] as const;

/** The rules of a source in the order in which they are tried. @throws AppError forbidden, not_found */
export async function listRules(ctx: Context, sourceRef: string): Promise<Rule[]> {
  demand(ctx, 'view_source');
  const source = await findSource(ctx, sourceRef);
  return rulesOf(ctx, source.id);
}

/** A rule by id, or by its position or name among its source's: how commands find the id for a verb. @throws AppError not_found with the nearest names */
export async function findRule(ctx: Context, sourceRef: string, ref: string): Promise<Rule> {
  const source = await findSource(ctx, sourceRef);
  const all = await rulesOf(ctx, source.id);
  const word = ref.trim().toLowerCase();
  const found = all.find((rule) => rule.id === word) ?? all.find((rule) => String(rule.position) === word) ?? all.find((rule) => rule.name !== '' && rule.name.toLowerCase() === word);
  if (found) return found;
  throw notFound('sources.unknown_rule', { source: source.name, name: ref }, nearest(word, all.map((rule) => rule.name).filter((name) => name !== '')));
}

/** One rule, to be shown. @throws AppError forbidden, not_found */
export async function showRule(ctx: Context, id: string): Promise<Rule> {
  demand(ctx, 'view_source');
  return findRuleById(ctx, id);
}

/** The rule with this id, for verbs that ask for their own permission. @throws AppError not_found */
export async function findRuleById(ctx: Context, id: string): Promise<Rule> {
  const [rule] = isUuid(id) ? await ctx.db.select().from(rules).where(eq(rules.id, id)) : [];
  if (!rule) throw notFound('sources.unknown_rule', { source: '*', name: id });
  return rule;
}

export const rulesOf = (ctx: Context, sourceId: string): Promise<Rule[]> => ctx.db.select().from(rules).where(eq(rules.sourceId, sourceId)).orderBy(...order);

/** The rules of a source, while nobody else can change them. */
export async function lockedRules(tx: Tx, sourceId: string): Promise<Rule[]> {
  await tx.db.select({ id: sources.id }).from(sources).where(eq(sources.id, sourceId)).for('update');
  return rulesOf(tx, sourceId);
}

/** Writes the order: the rules stand at 1, 2, 3 … as listed. */
export async function writeOrder(tx: Tx, ordered: readonly Pick<Rule, 'id' | 'position'>[]): Promise<void> {
  for (const [index, rule] of ordered.entries()) {
    if (rule.position !== index + 1) await tx.db.update(rules).set({ position: index + 1 }).where(eq(rules.id, rule.id));
  }
}
