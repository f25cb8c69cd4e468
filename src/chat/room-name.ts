/**
 * The n-th try at a channel's name; other people's channels may have the earlier ones. Lower-case letters, digits, hyphens and
 * underscores are what every platform takes.
 * @param longest characters that the platform takes
 * @example roomName('INC-42 Zahlungsdienst', 2, 80) // 'inc-42-zahlungsdienst-2'
 */
export function roomName(name: string, n: number, longest: number): string {
  const suffix = n === 1 ? '' : `-${n}`;
  const plain = name.normalize('NFKD').toLowerCase().replaceAll(/\p{M}+/gu, '').replaceAll(/[^a-z0-9_]+/g, '-').replaceAll(/^[-_]+|[-_]+$/g, '') || 'incident';
  return plain.slice(0, longest - suffix.length).replace(/[-_]+$/, '') + suffix;
}
