import type { NewRoom } from '../platform.ts';
import { slackLine } from './room-name.ts';
import type { Slack } from './web.ts';

/** One step of what makes a room easy to work in: its topic, then its links. @returns false when there is no such step @throws SlackFault */
export async function furnishRoom(slack: Slack, channel: string, { topic, links }: Pick<NewRoom, 'topic' | 'links'>, step: number): Promise<boolean> {
  const steps: [method: string, args: Record<string, unknown>][] = [
    ...(topic === '' ? [] : [['conversations.setTopic', { channel, topic: slackLine(topic) }] as [string, Record<string, unknown>]]),
    ...links.filter(({ url }) => /^https?:/i.test(url)).map(({ label, url }): [string, Record<string, unknown>] => ['bookmarks.add', { channel_id: channel, title: label, type: 'link', link: url }]),
  ];
  const next = steps[step];
  if (next === undefined) return false;
  await slack.call(...next, { lane: 'chores', place: channel });
  return true;
}
