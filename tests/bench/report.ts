import { kept, ratioOf, type Bound, type Figure } from './benchmark.ts';

const short = (value: number): string => (Number.isNaN(value) ? '?' : value >= 1000 ? Math.round(value).toLocaleString('en') : value >= 10 ? value.toFixed(1) : String(Number(value.toFixed(3))));

/** Ours, reference, ratio, and whether the bar and the aim are met: one line a figure. */
export function lineOf(figure: Figure): string {
  const ratio = ratioOf(figure);
  return [
    `${figure.what}: ${short(figure.ours)} ${figure.unit}`.trimEnd(),
    figure.reference === undefined ? '' : `${figure.reference.name} ${short(figure.reference.value)}, ratio ${short(ratio!)}`,
    figure.bar === undefined ? '' : `bar ${boundOf(figure.bar)} ${verdict(kept(figure, figure.bar))}`,
    figure.aim === undefined ? '' : `aim ${boundOf(figure.aim)} ${verdict(kept(figure, figure.aim))}`,
  ].filter((part) => part !== '').join(' · ');
}

const boundOf = ({ of, most, least }: Bound): string => `${most === undefined ? `≥ ${least}` : `≤ ${most}`}${of === 'ratio' ? '×' : ''}`;
const verdict = (is: boolean | undefined): string => (is === undefined ? 'not measured' : is ? 'met' : 'MISSED');
