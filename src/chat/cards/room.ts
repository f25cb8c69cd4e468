import type { CardFacts } from '../../domain/escalation/card-facts.ts';
import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import type { Card, CommandAction, Rich } from '../card.ts';
import { cardOf } from '../answer.ts';
import type { Drawing } from '../command.ts';
import type { PlatformName } from '../platform.ts';
import { cut, notice, tame } from '../notice.ts';
import { platformNames } from '../platform-names.ts';
import { backButton, onIncident, pressable } from './buttons.ts';
import { sayDuration } from './duration.ts';
import { incidentCard } from './incident.ts';

/** What the card in a room shows besides the incident. */
export interface RoomFacts {
  platform: PlatformName;
  isOpen: boolean;
  /** Nobody sees it but those who were let in. */
  isPrivate: boolean;
  keepUntil: Date | null;
  /** Names of those who could not be invited, each with why and the next step in the product's language. */
  uninvited: readonly { name: string; why: string }[];
}

/** The pinned card of a room: the incident's own, with a welcome that says what to do; once it is over, when the room closes. */
export function roomCard(facts: CardFacts, room: RoomFacts, drawing: Drawing): Card {
  const { say } = drawing;
  const { incident } = facts;
  // One that was open before its incident became confidential is, until it is hidden or closed, for everybody.
  const card = incidentCard(facts, drawing, { inside: room.isPrivate });
  const id = shortId(incident);
  const named = (why: string): string => room.uninvited.filter((one) => one.why === why).slice(0, 10).map(({ name }) => cut(tame(name), 40)).join(', ');
  const small: Rich[] = [...new Set(room.uninvited.map(({ why }) => why))].slice(0, 3).map((why) => [say('cards.room_uninvited', { names: named(why), why: cut(tame(why), 200) })]);
  const moved = movedTo(facts, room, drawing);
  const rest = { ...card, body: [...card.body, ...moved.body], actions: [...card.actions.slice(0, most - moved.actions.length), ...moved.actions], small: [...(card.small ?? []), ...small] };
  if (incident.status !== 'RESOLVED') {
    const lines = [say('cards.room_ack'), say(notes[room.platform]), say(room.platform === 'slack' ? 'cards.room_more_threads' : 'cards.room_more', { incident: id })];
    return { ...rest, body: [...rest.body, { kind: 'text', text: [say('cards.room_welcome', { incident: id })] }, { kind: 'list', items: lines.map((line) => [line]) }] };
  }
  if (!room.isOpen || incident.merged_into !== null) return rest;
  const kept = room.keepUntil;
  const end: Rich = kept === null ? [say('cards.room_closes')] : [`${say('cards.room_kept_until')} `, { time: kept.toISOString(), style: 'datetime' }];
  return {
    ...rest, body: [...rest.body, { kind: 'text', text: end }],
    actions: [...rest.actions.slice(0, most - 1), ...pressable([onIncident(say('cards.keep_room'), 'keep-room', incident)], drawing)],
  };
}

/** How something comes onto the timeline there: Discord tells nobody's reactions without a further intent. */
const notes = { console: 'cards.room_note', slack: 'cards.room_note_marks', discord: 'cards.room_note_menu' } as const;
/** Buttons in a row. */
const most = 5;

/** Another platform's room stands by: here it leads, or here it does not. */
function movedTo({ incident, room: leading, standsBy }: CardFacts, { platform }: RoomFacts, drawing: Drawing): Pick<Card, 'body'> & { actions: CommandAction[] } {
  const { say } = drawing;
  if (standsBy === undefined || incident.status === 'RESOLVED') return { body: [], actions: [] };
  const home = platformNames[standsBy.home];
  const link: Rich = leading?.link == null ? [`#${leading?.name ?? ''}`] : [{ link: `#${leading.name}`, url: leading.link }];
  return {
    body: [{ kind: 'text', text: platform === standsBy.platform ? [say('rooms.here', { home })] : [`${say('rooms.elsewhere', { incident: shortId(incident) })} `, ...link] }],
    actions: pressable([backButton({ incident, standsBy }, drawing)], drawing),
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
