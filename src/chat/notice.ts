import type { TextParams } from '../texts/say.ts';

/** A first line is never longer (spec §5). */
const longest = 90;
const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });
const pictures = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{20E3}|\u{FE0F}/u;

/** No line on a card is longer; what is beyond is not looked at. */
const farthest = 2000;

/** What nearly every text is: printable ASCII with single blanks between words, and nothing that could be a mention. */
const isTame = /^[!-;=?A-~]+(?: [!-;=?A-~]+)*$/;

/** Text on one line: no control or direction characters, no emoji, single spaces, no mention that a vendor would act on. */
export function tame(text: string): string {
  if (isTame.test(text)) return text.slice(0, farthest).trimEnd();
  const plain = text.slice(0, farthest).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').replaceAll(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '');
  // Taking text apart costs ten times as much as all the rest.
  const kept = !pictures.test(plain) ? plain : [...segments.segment(plain)].map(({ segment }) => (pictures.test(segment) ? '' : segment)).join('');
  // A mention needs its @ or < right before the word; here nobody is mentioned.
  return kept.replaceAll(/@(?=[\p{L}\p{N}&])/gu, '＠').replaceAll(/<(?=[@#!:/\p{L}])/gu, '‹').replaceAll(/\s+/g, ' ').trim();
}

/** The blanks of a sentence that hold somebody's own words, each on one line. Instants stay what they are. */
export const tameParams = (params: TextParams): TextParams => Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? tame(value) : value]));

/** The text in at most `max` UTF-16 units, cut between characters, with an ellipsis. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const { segment } of segments.segment(text.slice(0, max * 2))) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/**
 * The first line of whatever notifies: at most 90 characters, of which only the title gives way.
 * @example notice('Redis is down', 'SEV1 redis-prod: ', ' · INC-42 · answer by 03:09')
 */
export function notice(title: string, before = '', after = ''): string {
  const head = cut(tame(before), 45);
  const tail = tame(after);
  const glue = head === '' ? '' : ' ';
  const room = longest - head.length - glue.length - (tail === '' ? 0 : tail.length + 1);
  return `${head}${glue}${cut(tame(title), Math.max(room, 8))}${tail === '' ? '' : ` ${tail}`}`;
}
