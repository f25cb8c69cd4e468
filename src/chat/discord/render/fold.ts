import type { Block } from '../../card.ts';
import { isHeading } from '../../is-heading.ts';

interface DrawnBlock { block: Block; pieces: readonly string[] }
/** What is shown together: of a block its beginning, which tells what it is about; a list with its heading. */
interface Part { text: string; /** Nothing of the block is left out. */ isWhole: boolean; isList: boolean; /** So many lines, at least, say anything. */ least: number }

/**
 * What of a card's body there is room for. What is too long hides nothing behind it; of a list as many lines are shown as there is
 * room for besides. No heading stands above nothing.
 * @returns the texts, and whether they are all there is
 */
export function fold(blocks: readonly DrawnBlock[], room: number): { texts: string[]; isWhole: boolean } {
  const parts = partsOf(blocks.filter(({ pieces }) => pieces.length > 0));
  let left = room;
  const shown = parts.map(({ text }) => {
    if (text.length >= left) return '';
    left -= text.length + 1;
    return text;
  });
  for (const [at, { text, isList, least }] of parts.entries()) {
    if (!isList || shown[at] !== '') continue;
    shown[at] = firstLines(text, left - 1, least);
    left -= shown[at].length + 1;
  }
  return { texts: shown.filter((text) => text !== ''), isWhole: parts.every(({ text, isWhole }, at) => isWhole && shown[at] === text) };
}

function partsOf(drawn: readonly DrawnBlock[]): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < drawn.length; at++) {
    const isHeaded = isHeading(drawn[at]!.block) && drawn[at + 1]?.block.kind === 'list';
    const heading = isHeaded ? drawn[at++]!.pieces : [];
    const { block: { kind }, pieces } = drawn[at]!;
    // A cut token or snippet is none.
    parts.push({ text: [...heading, ...(kind === 'code' ? pieces : pieces.slice(0, 1))].join('\n'), isWhole: kind === 'code' || pieces.length === 1, isList: kind === 'list', least: heading.length + 1 });
  }
  return parts;
}

/** The first lines of a list for which there is room, its heading among them; nothing where not even the least number of them fits. */
function firstLines(text: string, room: number, least: number): string {
  const lines = text.split(/\n(?=- )/);
  let length = 0;
  const most = lines.findIndex((line) => (length += line.length + 1) - 1 > room);
  return most < least ? '' : lines.slice(0, most).join('\n');
}
