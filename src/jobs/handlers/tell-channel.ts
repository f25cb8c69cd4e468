import { loadIncident } from '../../domain/incidents/find.ts';
import { shortId } from '../../domain/incidents/schema.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/** A word in the team's channels: nobody has answered for so long. */
export const tellChannel = (posting: Posting): Handler<'tell-channel'> => async (ctx, { incidentId, key, minutes }) => {
  const incident = await loadIncident(ctx, incidentId);
  if (incident.status !== 'TRIGGERED') return;
  for (const place of await posting.teamChannels(ctx, incident.team_id)) {
    await posting.platforms.get(place.platform)?.say(place, posting.saying('notify.nobody_answered', { incident: shortId(incident), n: Math.max(1, minutes), title: incident.title }), { key });
  }
};
