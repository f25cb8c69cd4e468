import type { Context } from '../../src/context.ts';
import { cardFacts } from '../../src/domain/escalation/card-facts.ts';
import { actorOf } from '../../src/domain/people/actor-of.ts';
import { returnRoom } from '../../src/domain/rooms/return-room.ts';
import { faultOf } from '../../src/chat/fault.ts';
import { refuse, type FakePlatform } from '../fakes/a-platform.ts';
import { twoPlatforms, type TwoPlatforms } from './two-platforms.ts';

const allCalls = ['say', 'edit', 'open', 'invite', 'tell', 'pin'] as const;
export const gone = refuse('unreachable', { retry: true });
/** Calls of the platform fail from now on. */
export const fail = (platform: FakePlatform, how = gone, calls: readonly (typeof allCalls)[number][] = allCalls): void => { for (const call of calls) platform.instead[call] = how; };
/** Where rooms are open. */
export const open = async (at: TwoPlatforms): Promise<string[]> => (await at.db.sql<{ platform: string }[]>`select platform from rooms where archived_at is null and lost_at is null order by platform`).map(({ platform }) => platform);
/** What the timeline says of rooms. */
export const lines = async (at: TwoPlatforms) => (await at.db.sql<{ line: string }[]>`select concat_ws(' ', kind, params ->> 'from', params ->> 'to', params ->> 'platform') as line from timeline where kind like 'room%' order by id`).map(({ line }) => line);
/** Who was told of a move, by which means. */
export const told = async (at: TwoPlatforms) => (await at.db.sql<{ line: string }[]>`
  select concat_ws(' ', u.username, n.means, n.notice -> 'title' ->> 'key', n.notice -> 'body' -> 0 -> 'params' ->> 'link') as line from notifications n join users u on u.id = n.user_id where n.purpose = 'notice' and n.notice -> 'title' ->> 'key' like 'rooms.%' order by n.created_at, 1`).map(({ line }) => line);
export const as = async (at: TwoPlatforms, userId: string): Promise<Context> => ({ ...at.ctx, actor: (await actorOf(at.ctx, userId, 'console'))! });
/** The incident’s card in the platform’s room. */
export const cardIn = (platform: FakePlatform) => JSON.stringify(platform.said.filter(({ place }) => platform.rooms.has(place)).find(({ key }) => key.startsWith('incident:'))?.card ?? {});

/** Where every card leads, and what it stands by for. */
export const leadsAt = async (at: TwoPlatforms, incident: string) => {
  const { room, standsBy } = await cardFacts(at.ctx, incident);
  return [room?.link?.replace(/\/[^/]*$/, ''), standsBy?.home];
};

/** Says in a room for real, as the port does. */
const tools = (at: TwoPlatforms): Parameters<typeof returnRoom>[2] => ({
  async sayInRoom(name, id, { key }, once) {
    try {
      await at.platforms.get(name)!.say({ platform: name, id, kind: 'room' }, { title: key, notice: key, tone: 'neutral', body: [], actions: [] }, { key: once });
      return undefined;
    } catch (error) {
      return { gone: faultOf(error).gone, said: { key: 'rooms.away', params: {} } };
    }
  },
});
export const back = async (at: TwoPlatforms, incident: string, who = at.night.alice) => returnRoom(await as(at, who), incident, tools(at));

/** The incident's team has its rooms at `home`; the other platform is there too. */
export async function between(home: 'slack' | 'discord'): Promise<TwoPlatforms & { home: FakePlatform; next: FakePlatform }> {
  const at = await twoPlatforms();
  await at.connectDiscord();
  await at.db.sql`update teams set primary_platform = ${home}`;
  await at.db.sql`insert into contacts (user_id, means, address, verified_at) values (${at.night.alice}, 'SMS', '+33600000001', now())`;
  await at.db.sql`insert into providers (name, kind, config) values ('sms', 'OVH_SMS', '{}')`;
  return { ...at, home: at[home], next: at[home === 'slack' ? 'discord' : 'slack'] };
}

/** An incident whose room could not be opened in Slack, which fails, and was opened in Discord after 30 seconds. */
export async function movedFromSlack(at: Awaited<ReturnType<typeof between>>) {
  fail(at.slack);
  const incident = await at.incident();
  await at.work();
  await at.pass('31 seconds');
  await at.work();
  return incident;
}
