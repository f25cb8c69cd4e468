import type { Costs } from '../../split.ts';
import { escapeText } from './escape.ts';

/** A link with its marks: never more than this. */
const atomCost = 1700;

/** What Slack's entities add. */
export const costs: Costs = {
  signs: { '&': 5, '<': 4, '>': 4 },
  time: 120,
  link: ({ link, url }) => Math.min(atomCost, escapeText(link).length + escapeText(url).length * 3 + 3),
  marks: 2,
};
