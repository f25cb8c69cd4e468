import type { Logger } from 'pino';
import type { NewRoom, Place } from '../platform.ts';
import { SlackFault } from './faults.ts';
import { isPutOff } from '../platform-fault.ts';
import { patiently } from '../rates/patiently.ts';
import { slackLine, slackRoomName } from './room-name.ts';
import type { Slack } from './web.ts';

interface Channel { id: string; name: string; creator?: string; is_archived?: boolean; purpose?: { value?: string } }
const triesOfNames = 20;
const pagesOfChannels = 20;

/**
 * The channel of a room. A name that is taken may be taken by ourselves, when the answer to an earlier attempt was lost:
 * then that channel is adopted. The key in the channel's purpose is written last and says that the room is complete.
 * @throws SlackFault
 */
export async function openRoom({ slack, log }: { slack: Slack; log: Logger }, room: NewRoom): Promise<Place> {
  const channel = await createOrAdopt(slack, room);
  if (!(channel.purpose?.value ?? '').includes(room.key)) await furnish(slack, log, channel.id, room);
  return { platform: 'slack', id: channel.id, kind: 'room' };
}

async function createOrAdopt(slack: Slack, room: NewRoom): Promise<Channel> {
  let there: Map<string, Channel> | undefined;
  for (let n = 1; ; n++) {
    const name = slackRoomName(room.name, n);
    try {
      return (await slack.call<{ channel: Channel }>('conversations.create', { name, is_private: room.isPrivate }, { lane: 'talk' })).channel;
    } catch (error) {
      if (!(error instanceof SlackFault) || error.code !== 'name_taken' || n >= triesOfNames) throw error;
    }
    there ??= await channelsThere(slack, room.isPrivate);
    const taken = there.get(name);
    if (taken && isOurs(taken, (await slack.me()).botUserId, room.key)) return taken;
  }
}

/** Made by us, and for this room, or not furnished yet by whoever was interrupted. */
const isOurs = ({ creator, is_archived: archived, purpose }: Channel, botUserId: string, key: string): boolean =>
  creator === botUserId && archived !== true && ((purpose?.value ?? '') === '' || purpose!.value!.includes(key));

/** All channels by name; asked for only when a name was taken. */
async function channelsThere(slack: Slack, isPrivate: boolean): Promise<Map<string, Channel>> {
  const found = new Map<string, Channel>();
  let cursor: string | undefined;
  for (let page = 0; page < pagesOfChannels && cursor !== ''; page++) {
    const answer = await slack.call<{ channels: Channel[]; response_metadata?: { next_cursor?: string } }>('conversations.list', {
      types: isPrivate ? 'private_channel' : 'public_channel', exclude_archived: true, limit: 1000, ...(cursor === undefined ? {} : { cursor }),
    }, { lane: 'talk' });
    for (const channel of answer.channels) found.set(channel.name, channel);
    cursor = answer.response_metadata?.next_cursor ?? '';
  }
  return found;
}

/** What makes a room easy to work in; a room without it is better than none. */
async function furnish(slack: Slack, log: Logger, channel: string, room: NewRoom): Promise<void> {
  const steps: [method: string, args: Record<string, unknown>][] = [
    ...(room.topic === '' ? [] : [['conversations.setTopic', { channel, topic: slackLine(room.topic) }] as [string, Record<string, unknown>]]),
    ...room.links.filter(({ url }) => /^https?:/i.test(url)).map(({ label, url }): [string, Record<string, unknown>] => ['bookmarks.add', { channel_id: channel, title: label, type: 'link', link: url }]),
    ['conversations.setPurpose', { channel, purpose: slackLine(`IMAS · ${room.key}`) }],
  ];
  for (const [method, args] of steps) {
    const call = () => slack.call(method, args, { lane: 'chores', place: channel });
    const note = (error: unknown): void => log.warn({ err: error, place: channel, method }, 'a war room in Slack was not furnished completely');
    try {
      await call();
    } catch (error) {
      if (!(error instanceof SlackFault)) throw error;
      // Several rooms at once are more than its rates allow: the room is there meanwhile, and nobody waits for the rest.
      if (isPutOff(error)) void patiently(call).catch(note);
      else note(error);
    }
  }
}
