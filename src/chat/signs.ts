import type { Tone } from './card.ts';

/** How a tone looks before a title. */
export const signs: Readonly<Record<Tone, string>> = {
  critical: '🔴', high: '🟠', medium: '🟡', low: '🔵', acknowledged: '👀', resolved: '✅', neutral: '', good: '✅', bad: '❌',
};
