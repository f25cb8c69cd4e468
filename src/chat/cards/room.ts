import type { CardFacts } from '../../domain/escalation/card-facts.ts';
import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import type { Card, Rich } from '../card.ts';
import { cardOf } from '../answer.ts';
import type { Drawing } from '../command.ts';
import type { PlatformName } from '../platform.ts';
import { cut, notice, tame } from '../notice.ts';
import { onIncident, pressable } from './buttons.ts';
import { sayDuration } from './duration.ts';
import { incidentCard } from './incident.ts';

/** What the card in a room shows besides the incident. */
export interface RoomFacts {
  platform: PlatformName;
  isOpen: boolean;
  keepUntil: Date | null;
  /** Names of those who could not be invited. */
  uninvited: readonly string[];
}

/** The pinned card of a room: the incident's own, with a welcome that says what to do; once it is over, when the room closes. */
export function roomCard(facts: CardFacts, room: RoomFacts, drawing: Drawing): Card {
  const { say } = drawing;
  const { incident } = facts;
  // The room of a confidential one is private.
  const card = incidentCard(facts, drawing, { inside: true });
  const id = shortId(incident);
  const small: Rich[] = room.uninvited.length === 0 ? [] : [[say('cards.room_uninvited', { names: room.uninvited.slice(0, 10).map((name) => cut(tame(name), 40)).join(', ') })]];
  const rest = { ...card, small: [...(card.small ?? []), ...small] };
  if (incident.status !== 'RESOLVED') {
    const marks = room.platform !== 'console';
    const lines = [say('cards.room_ack'), say(marks ? 'cards.room_note_marks' : 'cards.room_note'), say(room.platform === 'slack' ? 'cards.room_more_threads' : 'cards.room_more', { incident: id })];
    return { ...rest, body: [...card.body, { kind: 'text', text: [say('cards.room_welcome', { incident: id })] }, { kind: 'list', items: lines.map((line) => [line]) }] };
  }
  if (!room.isOpen || incident.merged_into !== null) return rest;
  const kept = room.keepUntil;
  const end: Rich = kept === null ? [say('cards.room_closes')] : [`${say('cards.room_kept_until')} `, { time: kept.toISOString(), style: 'datetime' }];
  return {
    ...rest, body: [...card.body, { kind: 'text', text: end }],
    actions: [...card.actions.slice(0, 4), ...pressable([onIncident(say('cards.keep_room'), 'keep-room', incident)], drawing)],
  };
}

/** What a room says before it closes: how long it took, and who led. */
export function farewellCard(incident: Incident, drawing: Drawing): Card {
  const { say } = drawing;
  const title = say('cards.farewell', { incident: shortId(incident) });
  const after = (at: Date | null): string | undefined => (at === null ? undefined : sayDuration(Math.max(0, at.getTime() - incident.created_at.getTime()), say));
  const facts = [
    { label: say('cards.farewell_ack'), value: after(incident.acknowledged_at) },
    { label: say('cards.farewell_resolve'), value: after(incident.resolved_at) },
    { label: say('cards.farewell_alerts'), value: incident.alerts_total === 0 ? undefined : String(incident.alerts_total) },
    { label: say('cards.farewell_lead'), value: incident.lead_name === null ? undefined : cut(tame(incident.lead_name), 60) },
  ].flatMap(({ label, value }) => (value === undefined ? [] : [{ label, value: [value] }]));
  return {
    ...cardOf({ title, tone: 'resolved', text: incident.is_confidential ? [] : [[{ bold: cut(tame(incident.title), 150) }]], blocks: facts.length === 0 ? [] : [{ kind: 'facts', facts }] }),
    notice: notice(title),
  };
}
