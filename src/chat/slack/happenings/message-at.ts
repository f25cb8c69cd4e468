import type { Slack } from '../web.ts';

/** What we read of a message of Slack. */
export interface SlackMessage {
  ts: string;
  thread_ts?: string;
  text?: string;
  user?: string;
  bot_id?: string;
  username?: string;
  bot_profile?: { name?: string };
  files?: readonly { name?: string; title?: string; permalink?: string }[];
  attachments?: readonly { title?: string; text?: string; fallback?: string }[];
  reactions?: readonly { name: string; count?: number; users?: readonly string[] }[];
}
interface Found { messages?: readonly SlackMessage[] }

/** One message by its channel and time; undefined when it is not there any more. @throws SlackFault */
export async function messageAt(slack: Slack, channel: string, ts: string): Promise<SlackMessage | undefined> {
  const how = { lane: 'talk' as const, place: channel };
  const { messages: top = [] } = await slack.call<Found>('conversations.history', { channel, latest: ts, inclusive: true, limit: 1 }, how);
  const found = top.find((one) => one.ts === ts);
  if (found !== undefined) return found;
  // A reply: the thread's first message may come before it, whatever was asked for.
  const { messages: replies = [] } = await slack.call<Found>('conversations.replies', { channel, ts, latest: ts, oldest: ts, inclusive: true, limit: 2 }, how);
  return replies.find((one) => one.ts === ts);
}

/** All that can be read in it, in Slack's markup: its text, else what is attached to it, and its files with where they are. */
export function wordsIn({ text = '', attachments = [], files = [] }: SlackMessage): string {
  const attached = attachments.map((one) => [one.title, one.text ?? one.fallback].filter(Boolean).join('\n'));
  const said = text.trim() === '' ? attached : [text];
  return [...said, ...files.map((file) => [file.title ?? file.name, file.permalink].filter(Boolean).join(' '))].filter((line) => line !== '').join('\n');
}
