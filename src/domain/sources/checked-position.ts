import { invalid } from '../../errors.ts';

/** A place in the order, counted from 1. @throws AppError invalid */
export function checkedPosition(position: number, max: number): number {
  if (Number.isInteger(position) && position >= 1 && position <= max) return position;
  throw invalid('sources.bad_position', { max }, { fields: { position: { key: 'sources.bad_position', params: { max } } } });
}
