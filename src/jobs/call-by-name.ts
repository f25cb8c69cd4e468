import type { Context } from '../context.ts';
import { cardOf } from '../chat/answer.ts';
import { isShut, type Fault } from '../chat/fault.ts';
import type { Place, Platform } from '../chat/platform.ts';
import { shortId, type Incident } from '../domain/incidents/schema.ts';
import { isOpen, roomsOf } from '../domain/rooms/room.ts';
import type { FarPlatform } from '../queue.ts';
import { placeOf, type Posting } from './opening.ts';

/** Whom, about what, and the page that did not get through. */
export interface Call { userId: string; username: string; incidents: readonly Incident[]; key: string }

/**
 * Whoever is paged and takes no direct messages on a platform is called by name where they can see it: in the incident's room there,
 * else below its card in the team's channel. What the incident is about is not repeated: a channel has more readers.
 */
export async function callByName(ctx: Context, posting: Pick<Posting, 'say' | 'teamChannels'>, platform: Platform, name: FarPlatform, fault: Fault, { userId, username, incidents, key }: Call): Promise<void> {
  const [first] = incidents;
  if (!isShut(fault) || first === undefined) return;
  const place = await whereSeen(ctx, posting, name, first, userId);
  if (place === undefined) return;
  const one = incidents.length === 1 ? shortId(first) : undefined;
  const card = cardOf({
    title: posting.say('notify.called_by_name', { incident: incidents.map(shortId).join(', '), name: username }), tone: 'high', text: [[posting.say('notify.called_by_name_why')]],
    actions: one === undefined ? [] : [{ label: posting.say('cards.acknowledge'), command: 'incident/ack', args: { incident: one }, style: 'primary' }],
  });
  await platform.say(place, card, { key: `called:${key}`, mentions: [userId], pages: true });
}

async function whereSeen(ctx: Context, posting: Pick<Posting, 'teamChannels'>, name: FarPlatform, incident: Incident, userId: string): Promise<Place | undefined> {
  const room = (await roomsOf(ctx, incident.id)).find((one) => one.platform === name && isOpen(one) && one.invited.includes(userId));
  if (room !== undefined) return placeOf(room);
  const channel = (await posting.teamChannels(ctx, incident.team_id)).find(({ platform }) => platform === name);
  const [card] = await ctx.sql<{ message_id: string }[]>`
    select message_id from posted_cards where incident_id = ${incident.id} and platform = ${name} and purpose = 'team' and place_id = ${channel?.id ?? null} and message_id is not null and failed_at is null`;
  return channel === undefined || card === undefined ? channel : { ...channel, thread: card.message_id };
}
