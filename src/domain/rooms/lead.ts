import type { Context } from '../../context.ts';
import { isOpen, roomsOf, type Room, type RoomPlatform } from './room.ts';

/** Which of an incident's rooms leads, where it ever had to move. */
export interface RoomLead {
  /** The platform where the room belongs. */
  home: Exclude<RoomPlatform, 'console'>;
  /** The platform whose room leads; elsewhere than at home it stands by until *Back*. */
  platform: RoomPlatform;
  since: Date;
  /** Back was pressed; the room at home is being opened. */
  is_returning: boolean;
  returning_by: string | null;
}

/** What people call them. */
export const homeNames: Readonly<Record<RoomLead['home'], string>> = { slack: 'Slack', discord: 'Discord' };

export async function leadOf({ sql }: Context, incidentId: string): Promise<RoomLead | undefined> {
  const [lead] = await sql<RoomLead[]>`select home, platform, since, is_returning, returning_by from room_leads where incident_id = ${incidentId}`;
  return lead;
}

/** Does another platform's room stand for that of its home? */
export const standsBy = (lead: RoomLead | undefined): lead is RoomLead => lead !== undefined && lead.platform !== lead.home;

/** The open rooms where people are now: the one that leads, and its twin in the console. */
export async function roomsInUse(ctx: Context, incidentId: string): Promise<Room[]> {
  const lead = await leadOf(ctx, incidentId);
  const open = (await roomsOf(ctx, incidentId)).filter(isOpen);
  // Until the one that stands by is open people are where they were.
  const isThere = lead !== undefined && open.some((room) => room.platform === lead.platform);
  return open.filter((room) => room.platform === 'console' || !isThere || room.platform === lead.platform);
}
