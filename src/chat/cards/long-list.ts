import type { Say } from '../../texts/say.ts';
import type { Block, Rich } from '../card.ts';

/** A phone shows no more without endless scrolling; the search narrows it down. */
const most = 40;

/** The lines as a list; of a long one the beginning, and how many more there are. */
export function longList(items: readonly Rich[], say: Say, total = items.length): Block[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, most);
  const left = total - shown.length;
  return [{ kind: 'list', items: shown }, ...(left > 0 ? [{ kind: 'text' as const, text: [say('teamCommands.more', { n: left })] }] : [])];
}
