import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import { cardOf } from '../answer.ts';
import type { Card } from '../card.ts';
import type { Drawing } from '../command.ts';
import { notice } from '../notice.ts';
import { button } from './button.ts';

/**
 * What becomes of the word that nobody has answered. Once somebody did, nothing is to be pressed there any more; when its incident became
 * confidential, it says no more what that is about. `version`: 0 while it stands as it was posted.
 */
export function nudgeCard(incident: Incident, draw: Drawing): { version: number; card: Card } {
  const { say } = draw;
  const params = { incident: shortId(incident), title: incident.is_confidential ? say('cards.confidential') : incident.title };
  if (incident.status !== 'TRIGGERED') return { version: 2, card: sentence(say('notify.answered_since', { ...params, status: say(`cards.status_${incident.status}`) })) };
  const actions = button(draw, 'incident/ack', 'cards.acknowledge', { incident: params.incident }, { style: 'primary' });
  return { version: incident.is_confidential ? 1 : 0, card: { ...sentence(say('notify.nobody_yet', params)), actions } };
}

const sentence = (title: string): Card => ({ ...cardOf({ title }), notice: notice(title) });
