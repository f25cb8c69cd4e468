import type { Context, Tx } from '../../context.ts';
import { json } from '../../db/client.ts';
import { onCallOf } from '../oncall/who-is-on-call.ts';

export type RoomPlatform = 'console' | 'slack' | 'discord';
/** Somebody who belongs into a room and could not be invited. */
export interface Uninvited { userId: string; why: string }

export interface Room {
  incident_id: string;
  platform: RoomPlatform;
  place_id: string;
  name: string;
  link: string | null;
  is_automatic: boolean;
  opened_at: Date;
  archived_at: Date | null;
  /** The last message of a person; null: nobody ever wrote. */
  last_human_at: Date | null;
  keep_until: Date | null;
  /** Archived or deleted by hand on its platform. */
  lost_at: Date | null;
  /** Do only those see it who were invited? null: it was opened before that was kept. */
  is_private: boolean | null;
  uninvited: Uninvited[];
  /** Whoever was invited once; who left is not brought back. */
  invited: string[];
}

export const roomsOf = (ctx: Context, incidentId: string): Promise<Room[]> => ctx.sql<Room[]>`select * from rooms where incident_id = ${incidentId} order by opened_at, platform`;

/** It can be written in. */
export const isOpen = (room: Pick<Room, 'archived_at' | 'lost_at'>): boolean => room.archived_at === null && room.lost_at === null;

/** How many rooms were opened by rule, not by a person, since an instant. */
export async function automaticRoomsSince(tx: Tx, since: Date): Promise<number> {
  const [row] = await tx.sql<{ n: number }[]>`select count(distinct incident_id)::int as n from rooms where is_automatic and opened_at > ${since}`;
  return row!.n;
}

/** Who belongs into the room: lead, responders, role holders, whoever was paged, and the team's on-call. */
export async function membersOf(ctx: Context, incidentId: string): Promise<string[]> {
  const rows = await ctx.sql<{ user_id: string }[]>`
    select user_id from incident_people where incident_id = ${incidentId} and role <> 'follower'
    union select lead_id from incidents where id = ${incidentId} and lead_id is not null`;
  const [incident] = await ctx.sql<{ team_id: string }[]>`select team_id from incidents where id = ${incidentId}`;
  const onCall = incident && await onCallOf(ctx, incident.team_id);
  return [...new Set([...rows.map((row) => row.user_id), ...(onCall ? [onCall.userId] : [])])];
}

/** `inc-42-redis-prod`: lower-case letters, digits and hyphens, at most 76 characters. */
export const roomName = (number: number, service: string): string =>
  `inc-${number}-${service.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'incident'}`.slice(0, 76).replace(/-+$/, '');

/** Keeps who was invited and who could not be; when the latter changed, the room's card shall say so. */
export async function noteInvited(tx: Tx, room: Room, invited: readonly string[], failed: readonly Uninvited[]): Promise<void> {
  await tx.sql`
    update rooms set invited = array(select distinct unnest(invited || ${invited as string[]}::uuid[])) where incident_id = ${room.incident_id} and platform = ${room.platform} and place_id = ${room.place_id}`;
  const changed = await tx.sql`
    update rooms set uninvited = ${json(failed)}::jsonb where incident_id = ${room.incident_id} and platform = ${room.platform} and uninvited is distinct from ${json(failed)}::jsonb returning 1`;
  if (changed.length === 0) return;
  await tx.sql`update incidents set card_wanted = card_wanted + 1 where id = ${room.incident_id}`;
  await tx.enqueue('update-cards', { incidentId: room.incident_id }, { key: room.incident_id });
}
