import type { Logger } from 'pino';
import type { NewRoom, Place } from '../platform.ts';
import { SlackFault } from './faults.ts';
import { slackLine, slackRoomName } from './room-name.ts';
import type { Slack } from './web.ts';

interface Channel { id: string; name: string; creator?: string; is_archived?: boolean; purpose?: { value?: string } }
const triesOfNames = 20;
const pagesOfChannels = 20;

/**
 * The channel of a room. A name that is taken may be taken by ourselves, when the answer to an earlier attempt was lost:
 * then that channel is adopted. The key in the channel's purpose says whose room it is.
 * @throws SlackFault
 */
export async function openRoom({ slack, log }: { slack: Slack; log: Logger }, room: NewRoom): Promise<Place> {
  const channel = await createOrAdopt(slack, room);
  // Where it cannot be written now the name alone says it.
  if (!(channel.purpose?.value ?? '').includes(room.key)) await nameIt(slack, channel.id, room.key).catch((error: unknown) => {
    if (!(error instanceof SlackFault)) throw error;
    log.info({ err: error, place: channel.id }, 'whose room a channel of Slack is could not be written');
  });
  return { platform: 'slack', id: channel.id, kind: 'room' };
}

const nameIt = (slack: Slack, channel: string, key: string): Promise<unknown> => slack.call('conversations.setPurpose', { channel, purpose: slackLine(`IMAS · ${key}`) }, { lane: 'chores', place: channel });

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

/** Made by us, and for this room, or not written yet whose it is by whoever was interrupted. */
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
