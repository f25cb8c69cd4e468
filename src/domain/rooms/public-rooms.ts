import type { Context } from '../../context.ts';
import type { RoomLead } from './lead.ts';
import { isOpen, roomsOf, type Room } from './room.ts';

export type FarRoom = Room & { platform: RoomLead['home'] };

/** Open rooms of an incident beside the console's that others than the invited may see. In the console everybody sees what the incident lets them. */
export const publicRooms = async (ctx: Context, incidentId: string): Promise<FarRoom[]> =>
  (await roomsOf(ctx, incidentId)).filter((room): room is FarRoom => room.platform !== 'console' && isOpen(room) && room.is_private !== true);
