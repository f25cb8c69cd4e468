import type { Context } from '../../context.ts';
import { userIdOf } from '../../context.ts';
import { listIncidents } from '../../domain/incidents/list.ts';
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts';
import { teamsOf } from '../../domain/people/teams-of.ts';
import { may } from '../../permissions.ts';
import type { HomeFacts } from '../cards/home.ts';

/** Read of each list; not all of it is drawn, but then it is known that there is more. */
const most = 25;
const nothing = { rows: [], count: 0 };

/** What stands in somebody's App Home, by the finders that lists and commands use. What they may not see is absent. */
export async function readHome(ctx: Context): Promise<HomeFacts> {
  const { actor } = ctx;
  const me = userIdOf(actor);
  const isSeeing = may(actor, 'view_incident');
  const myTeams = me === null ? [] : await teamsOf(ctx, me);
  const [open, ofMyTeams, onCall] = await Promise.all([
    isSeeing ? listIncidents(ctx, { status: 'open', limit: most }) : nothing,
    isSeeing && myTeams.length > 0 ? listIncidents(ctx, { status: 'open', teamIds: myTeams, limit: most }) : nothing,
    may(actor, 'view_schedule') ? whoIsOnCall(ctx) : [],
  ]);
  return {
    reader: me === null ? 'visitor' : { userId: me, teamIds: new Set(myTeams) }, isSeeing, onCall, count: open.count,
    mine: open.rows.filter((row) => row.mine), isAllMine: open.count > open.rows.length && open.rows.every((row) => row.mine),
    ofMyTeams: ofMyTeams.rows.filter((row) => !row.mine),
    ofOthers: open.rows.filter((row) => !row.mine && !myTeams.includes(row.team_id)),
  };
}
