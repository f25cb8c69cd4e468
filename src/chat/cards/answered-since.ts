import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import { cardOf } from '../answer.ts';
import type { Card } from '../card.ts';
import type { Drawing } from '../command.ts';
import { notice } from '../notice.ts';

/** What becomes of the word that nobody has answered, once somebody did: nothing is to be pressed there any more. */
export function answeredSince(incident: Incident, { say }: Pick<Drawing, 'say'>): Card {
  const title = say('notify.answered_since', { incident: shortId(incident), status: say(`cards.status_${incident.status}`), title: incident.is_confidential ? say('cards.confidential') : incident.title });
  return { ...cardOf({ title }), notice: notice(title) };
}
