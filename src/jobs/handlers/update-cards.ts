import { loadIncident } from '../../domain/incidents/find.ts';
import { addAndSync, incidentCopies, isAnnounced, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { syncIncident, syncIncidentAfar } from '../sync.ts';
import { tellLists } from '../tell-lists.ts';
import { tellDetails } from '../thread-details.ts';

/** Brings every posted copy of an incident's card to the newest state, and silences pages that are over. */
export const updateCards = (posting: Posting): Handler<'update-cards'> => async (ctx, { incidentId, platform, tries = 0 }) => {
  if (platform !== undefined) {
    const cardsIn = await syncIncidentAfar(ctx, posting, incidentId, platform, tries);
    const detailsIn = await tellDetails(ctx, posting, incidentId, platform);
    const delaySeconds = Math.min(cardsIn ?? Infinity, detailsIn ?? Infinity);
    // One waiting attempt an incident and platform, whatever changes meanwhile: it will draw the newest state.
    if (delaySeconds < Infinity) await ctx.enqueue('update-cards', { incidentId, platform, tries: cardsIn === undefined ? 0 : tries + 1 }, { key: `${incidentId}:${platform}:later`, delaySeconds });
    return;
  }
  await tellLists(ctx);
  const incident = await loadIncident(ctx, incidentId);
  // Raised to SEV1 or SEV2 after opening: it belongs among the announced ones now.
  if (!incident.in_storm && incident.severity <= 'SEV2_HIGH' && !(await isAnnounced(ctx, incidentId))) await addAndSync(ctx, posting, incidentId, await incidentCopies(ctx, posting, incident));
  else await syncIncident(ctx, posting, incidentId);
  if (incident.status !== 'TRIGGERED') await posting.endPages(ctx, incidentId);
};
