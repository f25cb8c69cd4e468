import type { Context } from '../../context.ts';
import { setting } from '../settings/setting.ts';
import type { Severity, Status } from '../severity.ts';

/** What of an incident decides. */
export interface Roomless { team_id: string; service_id: string; severity: Severity; status: Status; in_storm: boolean }

/** May a room open by itself for this incident now? (settings room_severities, room_when; the job asks auto_rooms_*) */
export async function opensByItself(ctx: Context, incident: Roomless): Promise<boolean> {
  const whom = { teamId: incident.team_id, serviceId: incident.service_id };
  const [severities, when] = await Promise.all([setting(ctx, 'room_severities', whom), setting(ctx, 'room_when', whom)]);
  if (incident.in_storm || incident.status === 'RESOLVED' || !severities.includes(incident.severity) || when === 'never') return false;
  return when === 'opening' || incident.status !== 'TRIGGERED';
}
