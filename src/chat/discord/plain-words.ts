import type { DiscordMessage } from './asked.ts';

/**
 * All that can be read in a message, as people see it: its text with names for mentions and words for emoji, else what is
 * embedded in it, and its files with where they are; then what it forwards, in the same way.
 */
export function plainWords({ content = '', embeds = [], attachments = [], mentions = [], message_snapshots: forwarded = [] }: Omit<DiscordMessage, 'id'>): string {
  const names = new Map(mentions.map((user) => [user.id, user.global_name ?? user.username ?? user.id]));
  const said = content
    .replaceAll(/<@!?(\d+)>/g, (_, id: string) => `@${names.get(id) ?? id}`)
    .replaceAll(/<a?(:\w+:)\d+>/g, '$1')
    .replaceAll(/<t:(\d{1,11})(?::\w)?>/g, (_, seconds: string) => new Date(Number(seconds) * 1000).toISOString());
  const embedded = embeds.map(({ title, description }) => [title, description].filter(Boolean).join('\n'));
  return [...(said.trim() === '' ? embedded : [said]), ...attachments.map(({ filename, url }) => [filename, url].filter(Boolean).join(' ')), ...forwarded.map(({ message }) => plainWords(message ?? {}))].filter((line) => line !== '').join('\n');
}
