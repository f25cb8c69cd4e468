import type { KnownBlock } from '@slack/types';
import { limits } from './limits.ts';

/** How much of a message's text these blocks are: everything that is read in them. */
export function sizeOf(part: unknown): number {
  if (Array.isArray(part)) return part.reduce((sum: number, it) => sum + sizeOf(it), 0);
  if (typeof part !== 'object' || part === null) return 0;
  return Object.entries(part).reduce((sum, [key, value]) => sum + (typeof value === 'string' && (key === 'text' || key === 'fallback') ? value.length : sizeOf(value)), 0);
}

/** Those blocks, from the first on, for which there is room; what belongs together is there as a whole or not, and hides nothing behind it when it is too long. */
export function fitting(together: readonly (readonly KnownBlock[])[], room: { blocks: number; text: number }): KnownBlock[] {
  let left = room.text;
  return together.filter((blocks) => {
    if (sizeOf(blocks) > left) return false;
    left -= sizeOf(blocks);
    return true;
  }).flat().slice(0, Math.max(room.blocks, 0));
}

/** Blocks in as many messages as they take. */
export function packBlocks(blocks: readonly KnownBlock[]): KnownBlock[][] {
  const messages: KnownBlock[][] = [[]];
  let size = 0;
  for (const block of blocks) {
    const more = sizeOf(block);
    if (messages.at(-1)!.length > 0 && (messages.at(-1)!.length >= limits.blocks || size + more > limits.messageText)) {
      messages.push([]);
      size = 0;
    }
    messages.at(-1)!.push(block);
    size += more;
  }
  return messages;
}
