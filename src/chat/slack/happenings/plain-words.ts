/** Slack's markup in angle brackets: people, channels, groups and dates, links; each with or without a label. */
const angled = /<([@#!])?([^<>|]+)(?:\|([^<>]*))?>/g;

/** The Slack ids of those whom a text names. */
export const mentionedIn = (escaped: string): string[] => [...new Set([...escaped.matchAll(angled)].flatMap(([, sign, id]) => (sign === '@' ? [id!] : [])))];

/**
 * A message as people read it: people and channels by name, a link's words with its address behind them, nothing escaped.
 * @param names of people, by their Slack id; who is missing stays an id
 */
export function plainWords(escaped: string, names: ReadonlyMap<string, string>): string {
  const seen = escaped.replace(angled, (_, sign: string | undefined, target: string, label: string | undefined) => {
    if (sign === '@') return `@${names.get(target) ?? (label || target)}`;
    if (sign === '#') return `#${label || target}`;
    if (sign === '!') return target.startsWith('date^') ? (label ?? '') : `@${(label || target).replace(/^@/, '')}`;
    const address = target.replace(/^(?:mailto|tel):/, '');
    return !label || label === address || label === target ? address : `${label} (${address})`;
  });
  return seen.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim();
}
