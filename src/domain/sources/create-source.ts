import { randomUUID } from 'node:crypto';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict, invalid } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { hashToken, newToken, type Sealer } from '../../secrets.ts';
import { audit } from '../audit/record.ts';
import { nearest } from '../nearest.ts';
import type { Ports } from '../ports.ts';
import { checkedName } from '../services/check-fields.ts';
import { shown, sources, sourceTokens, type Source } from './schema.ts';
import { checkedFields, withoutSecret, type SourceFields } from './source-fields.ts';

export interface NewSource extends SourceFields {
  name: string;
  /** One of the kinds there are, in any case; `generic` is another word for custom. */
  kind: string;
}
export interface SourceTools {
  sourceKinds: Ports['sourceKinds'];
  sealer: Pick<Sealer, 'seal'>;
}

/**
 * Opens a door for a monitoring tool.
 * @returns the source and its token, 32 characters of [a-z0-9] (also a valid PagerDuty routing key): only now, since its hash alone is kept
 * @throws AppError forbidden, invalid, conflict (name taken), not_found (team)
 */
export async function createSource(ctx: Context, input: NewSource, tools: SourceTools): Promise<{ source: Source; token: string }> {
  demand(ctx, 'add_source');

  const kind = kindNamed(input.kind, tools.sourceKinds);
  const id = randomUUID();
  const fields = await checkedFields(ctx, id, input, tools.sealer);
  const values = { ...fields, id, kind, name: checkedName('name', input.name) };
  const token = newToken();

  return transaction(ctx, async (tx) => {
    const [source] = await tx.db.insert(sources).values(values).onConflictDoNothing().returning();
    if (!source) throw conflict('sources.source_exists', { name: values.name });
    await tx.db.insert(sourceTokens).values({ hash: hashToken(token), sourceId: id });
    await audit(tx, { action: 'source.created', object: { kind: 'source', id, label: values.name }, detail: { kind, ...withoutSecret(fields) } });
    return { source: shown(source), token };
  });
}

function kindNamed(word: string, kinds: Ports['sourceKinds']): string {
  const typed = word.trim().toLowerCase();
  const wanted = typed === 'generic' ? 'custom' : typed;
  const found = kinds.find(({ kind }) => kind === wanted);
  if (found) return found.kind;
  const names = kinds.map(({ kind }) => kind);
  const problem = { key: 'sources.unknown_kind', params: { kind: word.slice(0, 100), kinds: names.join(', ') } } as const;
  throw invalid(problem.key, problem.params, { ...nearest(typed, names), fields: { kind: problem } });
}
