import type { Context, Tx } from '../../context.ts';
import type { RoomLead } from './lead.ts';

/** A room that leads elsewhere than before, of which its people were not told yet. */
export interface UntoldMove { incidentId: string; home: RoomLead['home']; platform: RoomLead['platform']; since: Date; /** The room is open there. */ isThere: boolean; /** Its team is not live yet: nobody is told aloud. */ isShadow: boolean }

export const untoldMoves = async ({ sql }: Context): Promise<UntoldMove[]> => sql<UntoldMove[]>`
  select l.incident_id as "incidentId", l.home, l.platform, l.since, t.state = 'shadow' as "isShadow",
    exists (select from rooms r where r.incident_id = l.incident_id and r.platform = l.platform and r.archived_at is null and r.lost_at is null) as "isThere"
  from room_leads l join incidents i on i.id = l.incident_id join teams t on t.id = i.team_id
  where l.told is distinct from l.since order by i.number`;

/** Notes that people are told of these with the caller's transaction. @returns those of which nobody else tells them, and that did not move on */
export async function claimMoves(tx: Tx, moves: readonly UntoldMove[]): Promise<UntoldMove[]> {
  const rows = await tx.sql<{ incident_id: string }[]>`
    with mine as (
      select l.incident_id from room_leads l join unnest(${moves.map((one) => one.incidentId)}::uuid[], ${moves.map((one) => one.platform)}::text[]) m(incident_id, platform) on m.incident_id = l.incident_id and m.platform = l.platform
      where l.told is distinct from l.since order by l.incident_id for update of l
    )
    update room_leads l set told = l.since from mine where l.incident_id = mine.incident_id returning l.incident_id`;
  const claimed = new Set(rows.map((row) => row.incident_id));
  return moves.filter((one) => claimed.has(one.incidentId));
}
