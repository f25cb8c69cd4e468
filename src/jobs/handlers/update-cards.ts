import { loadIncident } from '../../domain/incidents/find.ts';
import { bringUpToDate } from '../look-again.ts';
import { addAndSync, incidentCopies, isAnnounced, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { syncIncident } from '../sync.ts';
import { tellLists } from '../tell-lists.ts';

/** Brings every posted copy of an incident's card to the newest state, and silences pages that are over. */
export const updateCards = (posting: Posting): Handler<'update-cards'> => async (ctx, { incidentId, platform }) => {
  if (platform !== undefined) return bringUpToDate(ctx, posting, { incidentId }, platform);
  await tellLists(ctx);
  const incident = await loadIncident(ctx, incidentId);
  // Raised to SEV1 or SEV2 after opening: it belongs among the announced ones now.
  if (!incident.in_storm && incident.severity <= 'SEV2_HIGH' && !(await isAnnounced(ctx, incidentId))) await addAndSync(ctx, posting, incidentId, await incidentCopies(ctx, posting, incident));
  else await syncIncident(ctx, posting, incidentId);
  if (incident.status !== 'TRIGGERED') await posting.endPages(ctx, incidentId);
};
