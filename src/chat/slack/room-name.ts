import { roomName } from '../room-name.ts';

/** Slack allows 80 characters of a channel's name. */
const longest = 80;

/** The n-th try at a channel's name. @example slackRoomName('INC-42 Zahlungsdienst', 2) // 'inc-42-zahlungsdienst-2' */
export const slackRoomName = (name: string, n = 1): string => roomName(name, n, longest);

/** A topic or purpose: one line of at most 250 characters in which nothing is a mention or a link. */
export function slackLine(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').replaceAll('<', '‹').replaceAll('>', '›').trim();
  return plain.length <= 250 ? plain : `${plain.slice(0, 249).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
