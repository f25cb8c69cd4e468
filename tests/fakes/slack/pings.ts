/** Whom a text or a part of blocks would wake up: `@U…`, `!channel`, `!subteam`. Pure text objects of type plain_text ping nobody. */
export function pings(part: unknown): string[] {
  if (typeof part === 'string') return [...part.matchAll(/<(@[UW][A-Z0-9]+|![a-z]+)(?:[\^|][^>]*)?>/g)].map((match) => match[1]!).filter((ping) => ping !== '!date');
  if (Array.isArray(part)) return part.flatMap(pings);
  if (typeof part !== 'object' || part === null) return [];
  const it = part as Record<string, unknown>;
  if (it['type'] === 'mrkdwn') return pings(it['text']);
  if (it['type'] === 'user') return [`@${String(it['user_id'])}`];
  if (it['type'] === 'usergroup') return ['!subteam'];
  if (it['type'] === 'broadcast') return [`!${String(it['range'])}`];
  return Object.values(it).filter((value) => typeof value === 'object').flatMap(pings);
}
