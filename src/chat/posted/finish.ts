import type { Context } from '../../context.ts';
import type { PlatformName } from '../platform.ts';

/** The version after which there is none. */
const last = Number.MAX_SAFE_INTEGER;

/**
 * No state of an incident is drawn into its room any more: what stands there is the caller's to change.
 * @returns the messages of its card; undefined while somebody has one in hand, who would draw after us
 */
export async function finish({ sql }: Context, incidentId: string, platform: PlatformName, placeId: string): Promise<string[] | undefined> {
  const rows = await sql<{ id: string | null; isOver: boolean }[]>`
    with over as (
      update posted_cards set version_sent = ${last} where incident_id = ${incidentId} and platform = ${platform} and place_id = ${placeId} and purpose = 'room' and lease_by is null returning id
    )
    select c.message_id as id, o.id is not null as "isOver" from posted_cards c left join over o on o.id = c.id where c.incident_id = ${incidentId} and c.platform = ${platform} and c.place_id = ${placeId} and c.purpose = 'room'`;
  return rows.every(({ isOver }) => isOver) ? rows.flatMap(({ id }) => id ?? []) : undefined;
}
