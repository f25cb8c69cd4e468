import { listRules } from '../../domain/sources/find-rule.ts';
import { listSources } from '../../domain/sources/find-source.ts';
import type { KnownValues } from '../option-info.ts';
import { described } from './choices.ts';

/** The rules of the source that was named, or of the only one: by name, else by position. */
export const rules: KnownValues = {
  async find({ ctx }, _, { source = '' }) {
    const all = source.trim() === '' ? await listSources(ctx) : [];
    const named = all.length === 1 ? all[0]!.id : source;
    return named.trim() === '' ? [] : (await listRules(ctx, named)).map(({ name, position }) => (name === '' ? described(String(position), '…') : described(name, `${position}.`)));
  },
};
/** Tools that raise alerts. */
export const sourceKinds: KnownValues = { find: ({ ports }) => ports.sourceKinds.map(({ kind, label }) => described(kind, label)) };
