import { sayIn } from '../../texts/say.ts';
import type { Message } from '../provider.ts';

/** What happened to an incident, as messages that are read by people tell it. */
export type Happening = 'opened' | 'reopened' | 'acknowledged' | 'resolved';

/** What the message tells of an incident; undefined when it is a page, a notice or a test. */
export function happeningOf(message: Message): Happening | undefined {
  const word = /^incident\.(opened|reopened|acknowledged|resolved)$/.exec(message.facts?.event ?? '')?.[1];
  return word as Happening | undefined;
}

/** “Acknowledged by bea”: the state in which the incident is now, in a line; undefined while it has just opened. */
export function stateLine(message: Message): string | undefined {
  const happening = happeningOf(message);
  const name = message.facts?.incident?.by;
  const say = sayIn(message.language);
  switch (happening) {
    case 'reopened': return say('outgoing.reopened');
    case 'acknowledged': return name === undefined ? say('outgoing.acknowledged') : say('outgoing.acknowledged_by', { name });
    case 'resolved': return name === undefined ? say('outgoing.resolved') : say('outgoing.resolved_by', { name });
    default: return undefined;
  }
}

/** SEV1 to SEV4 as a number; 3 where nothing is known of it. */
export const severityOf = (message: Message): 1 | 2 | 3 | 4 => (Number(/^SEV([1-4])/.exec(message.facts?.incident?.severity ?? '')?.[1] ?? 3) as 1 | 2 | 3 | 4);
