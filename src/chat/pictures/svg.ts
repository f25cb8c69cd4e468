import { cut, tame } from '../notice.ts';

/** Attributes and content of one element; what is undefined is left out. Texts must come from `words`. */
export function element(name: string, attributes: Readonly<Record<string, string | number | undefined>>, content = ''): string {
  const written = Object.entries(attributes).filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? String(Math.round(value * 100) / 100) : escape(value!)}"`).join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** Somebody's words as they stand in a picture: one line in which nothing is markup. */
export const words = (text: string): string => escape(tame(text));
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });
const signsOf = (text: string): string[] => Array.from(segments.segment(text), ({ segment }) => segment);

/** About as wide as the shipped font draws it; wide scripts count double. */
export function widthOf(text: string, size: number, isBold = false): number {
  const units = signsOf(text).reduce((sum, sign) => sum + (/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/u.test(sign) ? 1.05 : /[ilIjtf.,:;|'’·1 ]/.test(sign) ? 0.4 : /[mwMW—]/.test(sign) ? 0.95 : 0.63), 0);
  return units * size * (isBold ? 1.09 : 1);
}

/** As much of a name as fits; undefined when not even two letters would. */
export function fitting(text: string, width: number, size: number): string | undefined {
  const plain = tame(text);
  if (widthOf(plain, size, true) <= width) return plain;
  for (let length = plain.length - 1; length >= 3; length -= 1) {
    const shorter = cut(plain, length);
    if (widthOf(shorter, size, true) <= width) return shorter;
  }
  const two = signsOf(plain).slice(0, 2).join('').trim();
  return widthOf(two, size, true) <= width ? two : undefined;
}
