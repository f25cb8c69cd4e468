import { invalid } from '../../errors.ts';
import { nearest } from '../nearest.ts';

/**
 * The one of `values` that was typed, whatever the case and with - or space for _.
 * @throws AppError invalid, beside the field, naming the values there are
 * @example oneOf('criticality', 'tier-2', criticalities) // 'TIER_2'
 */
export function oneOf<T extends string>(field: string, typed: string, values: readonly T[]): T {
  const plain = (word: string) => word.trim().toLowerCase().replaceAll(/[\s-]/g, '_');
  const found = values.find((value) => plain(value) === plain(typed));
  if (found !== undefined) return found;
  const problem = { key: 'services.not_one_of', params: { value: typed.slice(0, 100), values: values.join(', ') } } as const;
  throw invalid(problem.key, problem.params, { ...nearest(typed, values), fields: { [field]: problem } });
}
