/**
 * The default alphabet of short messages (3GPP TS 23.038, once GSM 03.38; the table of unicode.org/Public/MAPPINGS/ETSI).
 * Left out is 0x09: vendors do not agree whether it is a small or a capital c with cedilla.
 */
const basic = new Set(`@£$¥èéùìòØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\n\r`);
/** What an escape goes before: two septets each. */
const extended = new Set('^{}\\[~]|€\f');

/** What has an obvious equivalent that no decomposition of Unicode finds. */
const equivalents: Readonly<Record<string, string>> = {
  '‘': "'", '’': "'", '‚': "'", '‛': "'", '′': "'", '`': "'", '´': "'", '“': '"', '”': '"', '„': '"', '‟': '"', '″': '"', '‹': '<', '›': '>',
  '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-', '·': '-', '•': '-', '…': '...', '→': '->', '←': '<-', '⇒': '=>', '×': 'x', '÷': '/', '⁄': '/', '≤': '<=', '≥': '>=', '≠': '!=',
  œ: 'oe', Œ: 'OE', Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', Ð: 'D', ð: 'd', Þ: 'Th', þ: 'th', ı: 'i', ẞ: 'SS', '°': 'o', '©': '(c)', '®': '(r)', '\t': ' ',
};
const pictures = /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u{20E3}\u{FE00}-\u{FE0F}]/u;
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u;

/** Can it travel in seven bits a character? */
export const isGsm = (text: string): boolean => Array.from(text).every((character) => basic.has(character) || extended.has(character));

/** What it takes: septets where the default alphabet carries it, else UTF-16 units. */
export const lengthOf = (text: string): number => (isGsm(text) ? Array.from(text).reduce((sum, character) => sum + widthOf(character), 0) : text.length);
const widthOf = (character: string): number => (extended.has(character) ? 2 : 1);

/**
 * How many messages a vendor counts (and bills) for it: 160 septets or 70 units alone, 153 or 67 in each of several,
 * whose header takes the rest; a pair never straddles two.
 */
export function partsOf(text: string): number {
  const isSeptets = isGsm(text);
  const [alone, each] = isSeptets ? [160, 153] : [70, 67];
  if (lengthOf(text) <= alone) return 1;
  let parts = 1;
  let used = 0;
  for (const character of text) {
    const width = isSeptets ? widthOf(character) : character.length;
    if (used + width > each) {
      parts += 1;
      used = 0;
    }
    used += width;
  }
  return parts;
}

/** How much one message alone holds of what is written like this text. */
export const roomFor = (text: string): number => (isGsm(text) ? 160 : 70);

/** The text in the default alphabet as far as that has an obvious equivalent; emoji and what is not seen is dropped, other scripts stay. */
export const toGsm = (text: string): string => Array.from(text.replaceAll(/«\s*|\s*»/gu, '"').normalize('NFC'), plain).join('');

function plain(character: string): string {
  if (basic.has(character) || extended.has(character)) return character;
  const known = equivalents[character];
  if (known !== undefined) return known;
  if (/\p{Zs}/u.test(character)) return ' ';
  if (pictures.test(character) || unseen.test(character)) return '';
  const bare = Array.from(character.normalize('NFKD')).filter((part) => !/\p{M}/u.test(part)).map((part) => equivalents[part] ?? part).join('');
  return isGsm(bare) ? bare : character;
}

/** The text in at most `max` of `lengthOf`, with three dots where it was cut. */
export function cutTo(text: string, max: number): string {
  if (lengthOf(text) <= max) return text;
  const width = isGsm(text) ? widthOf : (character: string) => character.length;
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += width(character);
    if (used > max - 3) break;
    kept += character;
  }
  return `${kept.trimEnd()}${'.'.repeat(Math.min(3, max))}`;
}
