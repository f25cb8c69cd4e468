import { invalid } from '../../errors.ts';

const max = 1000;

/** A rank among the providers of one means: 1 is tried first. @throws AppError invalid */
export function checkedPriority(priority: number): number {
  if (Number.isInteger(priority) && priority >= 1 && priority <= max) return priority;
  throw invalid('providers.bad_priority', { max }, { fields: { priority: { key: 'providers.bad_priority', params: { max } } } });
}
