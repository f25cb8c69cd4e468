import { pressable } from '../../chat/cards/buttons.ts';
import { faultOf } from '../../chat/fault.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { shortId } from '../../domain/incidents/schema.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/** Whoever reads the message from which an incident was declared finds it in its thread; where we may not write, nobody misses it. */
export const answerMessage = (posting: Posting, drawing: { has(command: string): boolean }): Handler<'answer-message'> => async (ctx, { incidentId, platform, placeId, thread }) => {
  const incident = shortId(await loadIncident(ctx, incidentId));
  const said = posting.saying('happenings.declared_here', { incident });
  const actions = pressable([{ label: posting.say('cards.show'), command: 'incident/show', args: { incident } }], { ...drawing, say: posting.say });
  try {
    await posting.platforms.get(platform)?.say({ platform, id: placeId, kind: 'channel', thread }, { ...said, actions }, { key: `declared:${incidentId}` });
  } catch (error) {
    if (faultOf(error).retry) throw error;
    ctx.log.info({ err: error, platform }, 'the message an incident was declared from could not be answered');
  }
};
