import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import type { Action, Card } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, notice, tame } from '../notice.ts';
import { onIncident, pressable } from './buttons.ts';

/** Monitoring is content while people are at work: the lead is asked. */
export function askResolveCard(incident: Incident, drawing: Drawing): Card {
  const { say } = drawing;
  const title = say('cards.ask_resolve', { incident: shortId(incident) });
  return {
    title, tone: 'good', notice: notice(title),
    body: [{ kind: 'text', text: incident.is_confidential ? [say('cards.ask_resolve_text')] : [{ bold: cut(tame(incident.title), 150) }, '. ', say('cards.ask_resolve_text')] }],
    actions: incident.status === 'RESOLVED' ? [] : pressable<Action>([onIncident(say('cards.resolve'), 'resolve', incident, { style: 'primary' }), onIncident(say('cards.keep_open'), 'keep-open', incident)], drawing),
  };
}
