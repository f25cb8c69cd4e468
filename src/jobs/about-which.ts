import type { Context } from '../context.ts';
import { loadIncidents } from '../domain/incidents/find.ts';
import type { Incident } from '../domain/incidents/schema.ts';
import type { Claimed } from '../domain/notifications/claim.ts';

/** What a message is about. A reminder's row stands for all incidents it lists; a page for its own, a bundle for all of its own. */
export async function aboutWhich(ctx: Context, message: readonly Claimed[], incidents: ReadonlyMap<string, Incident>): Promise<Incident[]> {
  if (message[0]!.notice === null && message[0]!.purpose === 'reminder') {
    const rows = await ctx.sql<{ incident_id: string }[]>`select incident_id from notifications where bundle_id = ${message[0]!.id}`;
    return (await loadIncidents(ctx, rows.map((row) => row.incident_id))).filter((incident) => incident.status === 'TRIGGERED');
  }
  return message.flatMap((one) => incidents.get(one.incident_id ?? '') ?? []);
}
