import { loadIncident } from '../../domain/incidents/find.ts';
import { tellWebhooks } from '../../domain/notifications/tell-webhooks.ts';
import { addAndSync, incidentCopies, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/** Opening, first step: the card in the team's channels and where incidents are announced. */
export const postCards = (posting: Posting): Handler<'post-cards'> => async (ctx, { incidentId }) => {
  const incident = await loadIncident(ctx, incidentId);
  await tellWebhooks(ctx, incidentId);
  if (incident.in_storm) return;
  await addAndSync(ctx, posting, incidentId, await incidentCopies(ctx, posting, incident));
};
