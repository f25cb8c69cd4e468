import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import type { Card } from '../card.ts';
import { cardOf } from '../answer.ts';
import type { Drawing } from '../command.ts';
import { onIncident, pressable } from './buttons.ts';

/** Nothing has happened for a while: anyone in the room may say that somebody is still on it. @param lapsesAt ISO instant at which it escalates again */
export function askStillCard(incident: Incident, lapsesAt: string, drawing: Drawing): Card {
  const { say } = drawing;
  return cardOf({
    title: say('policies.still_title', { incident: shortId(incident) }), tone: 'high', text: [[say('policies.still_room', { name: incident.holder_name ?? '–' }), ' ', { time: lapsesAt, style: 'time' }]],
    actions: pressable([onIncident(say('policies.still_yes'), 'still', incident, { style: 'primary' })], drawing),
  });
}
