import type { Say } from '../../texts/say.ts';

/** So many milliseconds in the two units that matter: `40 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function sayDuration(milliseconds: number, say: Say): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return say('cards.seconds', { n: seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return say('cards.minutes', { n: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? say('cards.hours', { h: hours, n: minutes % 60 }) : say('cards.days', { d: Math.floor(hours / 24), h: hours % 24 });
}
