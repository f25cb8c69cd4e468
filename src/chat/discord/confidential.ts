import type { Sql } from '../../db/client.ts';
import type { Channel } from './guild.ts';
import { markOf } from './marks.ts';

/** On the topic of rooms that only the invited see. */
export const confidentialMark = markOf('confidential');

/** The ids of rooms whose words nobody else may read, so that they are never exported: made so, or of an incident that became so since. */
export async function confidentialAmong(sql: Sql, rooms: readonly Channel[]): Promise<ReadonlySet<string>> {
  const became = await sql<{ id: string }[]>`
    select r.place_id as id from rooms r join incidents i on i.id = r.incident_id where r.platform = 'discord' and r.place_id = any(${rooms.map(({ id }) => id)}) and i.is_confidential`;
  return new Set([...rooms.filter(({ topic }) => topic?.includes(confidentialMark) === true), ...became].map(({ id }) => id));
}
