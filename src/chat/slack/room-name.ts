/** Slack allows 80 characters of a channel's name: lower-case letters, digits, hyphens and underscores. */
const longest = 80;

/**
 * The n-th try at a channel's name; other people's channels may have the earlier ones.
 * @example slackRoomName('INC-42 Zahlungsdienst', 2) // 'inc-42-zahlungsdienst-2'
 */
export function slackRoomName(name: string, n = 1): string {
  const suffix = n === 1 ? '' : `-${n}`;
  const plain = name.normalize('NFKD').toLowerCase().replaceAll(/\p{M}+/gu, '').replaceAll(/[^a-z0-9_]+/g, '-').replaceAll(/^[-_]+|[-_]+$/g, '') || 'incident';
  return plain.slice(0, longest - suffix.length).replace(/[-_]+$/, '') + suffix;
}

/** A topic or purpose: one line of at most 250 characters in which nothing is a mention or a link. */
export function slackLine(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').replaceAll('<', '‹').replaceAll('>', '›').trim();
  return plain.length <= 250 ? plain : `${plain.slice(0, 249).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
