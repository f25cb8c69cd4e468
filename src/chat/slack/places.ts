import type { Logger } from 'pino';
import type { Say } from '../../texts/say.ts';
import type { Platform } from '../platform.ts';
import { SlackFault } from './faults.ts';
import { furnishRoom } from './furnish-room.ts';
import { hideRoom } from './hide-room.ts';
import { openRoom } from './open-room.ts';
import { pinQuietly } from '../pin-quietly.ts';
import { settle } from '../settle.ts';
import type { Messages } from '../messages.ts';
import type { Me, Slack } from './web.ts';

export interface PlacesParts { slack: Slack; log: Logger; say: Say; messages: Messages; slackIdsOf(userIds: readonly string[]): Promise<Map<string, string>> }

/** War rooms as channels of Slack. @throws SlackFault, each of them; `gone` when somebody deleted or archived the channel */
export function slackPlaces({ slack, log, say, messages, slackIdsOf }: PlacesParts): Platform['places'] {
  let me: Me | undefined;
  const learnMe = async (): Promise<void> => { me ??= await slack.me(); };
  return {
    async open(room) {
      const [place] = await Promise.all([openRoom({ slack, log }, room), learnMe()]);
      return place;
    },
    async close(place, farewell) {
      // Where nothing can be said any more there is still a channel to be archived, or none.
      await settle(() => messages.post(place, farewell, { key: 'farewell' }), (fault) => !fault.retry);
      await settle(() => slack.call('conversations.archive', { channel: place.id }, { lane: 'chores' }), (fault) => fault.gone || fault.code === 'already_archived');
    },
    furnish: (place, room, step) => furnishRoom(slack, place.id, room, step),
    hide: (place, { name }) => hideRoom(slack, place.id, name),
    async invite(place, userIds) {
      const slackIds = await slackIdsOf(userIds);
      const failed: { userId: string; why: string }[] = [];
      // One by one: Slack refuses all for the sake of one.
      for (const userId of userIds) {
        const users = slackIds.get(userId);
        const fault = users === undefined ? new SlackFault('conversations.invite', 'not_linked') : await invited(slack, place.id, users);
        // Those who are left come with the next attempt: a Slack that hangs would hold the worker once for each of them.
        if (fault?.gone || fault?.retry) throw fault;
        if (fault) failed.push({ userId, why: fault.said(say) });
      }
      return { failed };
    },
    pin: ({ place, id }) => pinQuietly(() => slack.call('pins.add', { channel: place.id, timestamp: id }, { lane: 'chores' }), { log, place: place.id, isPinned: (fault) => fault.code === 'already_pinned' }),
    link(place) {
      if (me === undefined) learnMe().catch((error: unknown) => log.debug({ err: error }, 'the address of the Slack workspace is not known yet'));
      return me && `${me.teamUrl}archives/${place.id}`;
    },
  };
}

/** @returns the fault, if they are not in now */
async function invited(slack: Slack, channel: string, users: string): Promise<SlackFault | undefined> {
  try {
    await slack.call('conversations.invite', { channel, users }, { lane: 'chores' });
    return undefined;
  } catch (error) {
    if (!(error instanceof SlackFault)) throw error;
    return error.code === 'already_in_channel' || error.code === 'cant_invite_self' ? undefined : error;
  }
}
