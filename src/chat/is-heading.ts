import type { Block } from './card.ts';

/** Nothing but bold words: what stands below it is what they are about. */
export const isHeading = (block: Block): boolean => block.kind === 'text' && block.text.length === 1 && typeof block.text[0] !== 'string' && 'bold' in block.text[0]!;
