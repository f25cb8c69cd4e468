/** What `npm run bench -- NAME` runs. */
export interface Benchmark {
  about: string;
  run(options: Options): Promise<Figure[]>;
}
export interface Options {
  /** A few seconds instead of up to a minute: to see that it works. */
  quick: boolean;
  /** More data than fits into a minute. */
  large: boolean;
  /** A folder for Node's CPU profile of the server. */
  profile: string | undefined;
  /** Says how far it is; replaces the line before. */
  progress(line: string): void;
}
/** One measured line. */
export interface Figure {
  what: string;
  unit: string;
  ours: number;
  /** The same by the reference, in the same run. */
  reference?: { name: string; value: number } | undefined;
  /** What promises.md demands and what it hopes for, of `ours` or, with `ratio`, of ours ÷ reference. */
  bar?: Bound;
  aim?: Bound;
}
export interface Bound { of: 'ours' | 'ratio'; most?: number; least?: number }

/** Is the bound kept? undefined when there is no reference to compare with. */
export function kept(figure: Figure, bound: Bound): boolean | undefined {
  const value = bound.of === 'ours' ? figure.ours : ratioOf(figure);
  if (value === undefined || Number.isNaN(value)) return undefined;
  return value <= (bound.most ?? Infinity) && value >= (bound.least ?? -Infinity);
}

export const ratioOf = ({ ours, reference }: Figure): number | undefined => (reference === undefined ? undefined : ours / reference.value);
