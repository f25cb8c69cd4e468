import type { Context } from '../context.ts';
import type { FarPlatform } from '../queue.ts';
import type { Place } from './platform.ts';

export interface SaidWhere { place?: Place; /** `INC-42`: of the thread below a card, else of the room. */ incident?: string }

/** The place a channel and thread are, and the incident they imply (spec §9). @param thread called by its first message */
export async function saidWhere({ sql }: Pick<Context, 'sql'>, platform: FarPlatform, channel: string | undefined, thread: string | undefined): Promise<SaidWhere> {
  if (channel === undefined) return {};
  const [known] = await sql<{ room: number | null; card: number | null; is_direct: boolean }[]>`
    select (select i.number from rooms r join incidents i on i.id = r.incident_id where r.platform = ${platform} and r.place_id = ${channel} limit 1) as room,
      (select i.number from posted_cards c join incidents i on i.id = c.incident_id where c.platform = ${platform} and c.place_id = ${channel} and c.message_id = ${thread ?? null} limit 1) as card,
      exists (select from chat_profiles where platform = ${platform} and direct_place_id = ${channel}) as is_direct`;
  const { room, card, is_direct } = known!;
  const number = card ?? room;
  return {
    place: { platform, id: channel, kind: room !== null ? 'room' : is_direct ? 'direct' : 'channel', ...(thread === undefined ? {} : { thread }) },
    ...(number === null ? {} : { incident: `INC-${number}` }),
  };
}
