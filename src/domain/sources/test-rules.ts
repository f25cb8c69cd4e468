import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import type { Ports } from '../ports.ts';
import { explainPlacing, type Explanation } from './explain-placing.ts';
import { findSource } from './find-source.ts';
import { loadDirectory } from './load-directory.ts';

/**
 * What would become of a payload: per alert in it, the rules that were tried and where it would go. Stores nothing.
 * @throws AppError forbidden, not_found, and what the port says of a body that cannot be read
 */
export async function testRules(ctx: Context, sourceRef: string, body: string, ports: Pick<Ports, 'readSample'>): Promise<Explanation[]> {
  demand(ctx, 'view_source');

  const { id, name } = await findSource(ctx, sourceRef);
  const samples = await ports.readSample(id, body);
  const directory = await loadDirectory(ctx.sql);
  const source = directory.sources.get(id);
  if (!source) throw notFound('sources.unknown_source', { name });
  return samples.map((sample) => explainPlacing(sample, source, directory));
}
