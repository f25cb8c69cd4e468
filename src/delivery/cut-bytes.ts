const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ellipsis = '…';

/** Bytes of a text in UTF-8. */
export const bytesOf = (text: string): number => Buffer.byteLength(text);
/** Bytes of a text within a JSON string, without its quotes. */
export const jsonBytesOf = (text: string): number => bytesOf(JSON.stringify(text)) - 2;

/**
 * The text in at most `max` units of a measure, cut between characters as people see them, with an ellipsis.
 * @param measure of a piece; that of the whole is the sum of its pieces
 */
export function cutTo(text: string, max: number, measure: (piece: string) => number): string {
  if (measure(text) <= max) return text;
  const room = max - measure(ellipsis);
  let kept = '';
  let size = 0;
  for (const { segment } of segments.segment(text)) {
    size += measure(segment);
    if (size > room) break;
    kept += segment;
  }
  return room < 0 ? '' : `${kept.trimEnd()}${ellipsis}`;
}
