import type { Context } from '../../context.ts';
import { gatherOn } from '../../db/gather.ts';
import type { Incident } from '../../domain/incidents/schema.ts';
import { tellWebhooks } from '../../domain/notifications/tell-webhooks.ts';
import { addAndSyncFirst, incidentCopies, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/** Opening, first step: the card in the team's channels and where incidents are announced. */
export const postCards = (posting: Posting): Handler<'post-cards'> => async (ctx, { incidentId }) => {
  const [incident] = await Promise.all([whereItBelongs(ctx, incidentId), tellWebhooks(ctx, incidentId)]);
  if (incident === undefined || incident.in_storm) return;
  await addAndSyncFirst(ctx, posting, incidentId, await incidentCopies(ctx, posting, incident));
};

/** What decides where a card stands, and no more: the card itself is read when it is drawn. */
const whereItBelongs = gatherOn(async (ctx: Context, ids: readonly string[]) => {
  const rows = new Map((await ctx.sql<Pick<Incident, 'id' | 'team_id' | 'severity' | 'in_storm'>[]>`select id, team_id, severity, in_storm from incidents where id = any(${ids as string[]}::uuid[])`).map((row) => [row.id, row]));
  return ids.map((id) => rows.get(id));
});
