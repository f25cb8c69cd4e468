import type { CardFacts } from '../../domain/escalation/card-facts.ts';
import { shortId } from '../../domain/incidents/schema.ts';
import { shortSeverity } from '../../domain/severity.ts';
import type { Block, Card, CommandAction, Rich, Tone } from '../card.ts';
import type { Drawing } from '../command.ts';
import type { PlatformName } from '../platform.ts';
import { platformNames } from '../platform-names.ts';
import { cut, notice, tame } from '../notice.ts';
import { actionsOf, moreOf } from './buttons.ts';
import { tellingLabels } from './labels.ts';
import { joined, pagedLine } from './paged-line.ts';

/** How loud a severity looks. */
export const tones = { SEV1_CRITICAL: 'critical', SEV2_HIGH: 'high', SEV3_MEDIUM: 'medium', SEV4_LOW: 'low' } as const;
const longestSummary = 200;

/** The card of one incident, in the order of spec §5: title, summary with labels, who was paged, buttons, small print. @param whole the description to its last word @param inside for those who are on it: also what is confidential */
export function incidentCard(facts: CardFacts, drawing: Drawing, { whole = false, inside = false } = {}): Card {
  const { incident } = facts;
  const { say } = drawing;
  const severity = shortSeverity(incident.severity);
  if (incident.is_confidential && !inside) {
    const only = `${shortId(incident)} · ${say('cards.confidential')} · ${severity}`;
    return { title: only, tone: 'neutral', notice: only, body: [], actions: [] };
  }
  const paged = pagedLine(incident, facts.escalation, drawing);
  return {
    title: `${severity} · ${cut(tame(incident.title), 150)} · ${cut(tame(facts.unknownName ?? incident.service_name), 60)}`,
    tone: toneOf(facts),
    notice: noticeOf(facts, drawing),
    body: [...(whole ? wholeText(facts) : []), ...summary(facts, whole ? 0 : longestSummary), ...(paged === undefined ? [] : [{ kind: 'text' as const, text: paged }])],
    actions: actionsOf(facts, drawing),
    more: [...(whole || tame(incident.description).length <= longestSummary ? [] : showAll(facts, drawing)), ...moreOf(facts, drawing)],
    small: [...(incident.is_confidential ? [[say('cards.confidential_inside')]] : []), ...smallPrint(facts, drawing)],
  };
}

const showAll = ({ incident }: CardFacts, { say, has }: Drawing): CommandAction[] =>
  (has('incident/show') ? [{ label: say('cards.show_all'), command: 'incident/show', args: { incident: shortId(incident) } }] : []);

const toneOf = ({ incident }: CardFacts): Tone => {
  if (incident.status === 'RESOLVED') return 'resolved';
  return incident.status === 'TRIGGERED' ? tones[incident.severity] : 'acknowledged';
};

/** `SEV1 redis-prod: Redis is down · INC-42 · answer by 03:09`, while somebody has to answer; of a confidential one nothing that a lock screen shows to others. */
export function noticeOf(facts: CardFacts, { say }: Drawing): string {
  const { incident, unknownName } = facts;
  const state = stateOf(facts, say);
  if (incident.is_confidential) return notice(say('cards.confidential'), `${shortSeverity(incident.severity)} ·`, `· ${shortId(incident)} · ${state}`);
  return notice(incident.title, `${shortSeverity(incident.severity)} ${cut(tame(unknownName ?? incident.service_name), 28)}:`, `· ${shortId(incident)} · ${state}`);
}

function stateOf({ incident, answerBy, mergedInto }: CardFacts, say: Drawing['say']): string {
  if (incident.status !== 'TRIGGERED') return mergedInto === undefined ? say(`cards.status_${incident.status}`) : say('cards.merged', { incident: mergedInto });
  return incident.snoozed_until === null ? say('cards.notice_answer_by', { at: answerBy.toISOString() }) : say('cards.notice_snoozed', { at: incident.snoozed_until.toISOString() });
}

/** Line by line; a line is tamed in pieces, none of which is too long to be looked at. */
const wholeText = ({ incident }: CardFacts): Block[] =>
  incident.description.split('\n').flatMap((line) => line.match(/.{1,1999}(?:\s|$)|.{1,2000}/gsu) ?? []).map(tame).filter((text) => text !== '').map((text) => ({ kind: 'text', text: [text] }));

function summary({ incident }: CardFacts, longest: number): Block[] {
  const text = longest === 0 ? '' : cut(tame(incident.description), longest);
  const labels = tellingLabels(incident.labels, [incident.title, incident.service_name]);
  return [
    ...(text === '' || tame(incident.title).includes(text) ? [] : [{ kind: 'text' as const, text: [text] }]),
    ...(labels.length === 0 ? [] : [{ kind: 'facts' as const, facts: labels.map(([label, value]) => ({ label, value: [{ code: value }] })) }]),
  ];
}

function smallPrint(facts: CardFacts, { say }: Drawing): Rich[] {
  const { incident, room, answerBy } = facts;
  const first: Rich[] = [[shortId(incident)], statusLine(facts, say), [cut(tame(incident.team_name), 60)], [say(`cards.tier_${incident.service_criticality}`)]];
  if (incident.status === 'TRIGGERED' && incident.snoozed_until === null) first.push([`${say('cards.answer_by')} `, { time: answerBy.toISOString(), style: 'time' }]);
  if (incident.snoozed_until !== null && incident.status !== 'RESOLVED') first.push([`${say('cards.snoozed_until')} `, { time: incident.snoozed_until.toISOString(), style: 'time' }]);
  if (incident.muted_until !== null && facts.mergedInto === undefined) first.push([`${say('cards.muted_until')} `, { time: incident.muted_until.toISOString(), style: 'time' }]);
  if (incident.alerts_total > 0) first.push([say('cards.firing', { firing: incident.alerts_firing, total: incident.alerts_total })]);
  if (incident.lead_name !== null) first.push([say('cards.lead', { name: cut(tame(incident.lead_name), 60) })]);
  if (room !== undefined) {
    const standing = facts.standsBy === undefined ? [] : [` (${platformWord(facts.standsBy.platform, say)}, ${say('rooms.on_card', { home: platformNames[facts.standsBy.home] })})`];
    first.push([`${say('cards.room')} `, ...(room.link === null ? [`#${room.name}`] : [{ link: `#${room.name}`, url: room.link }]), ...standing]);
  }
  return [joined(first, ' · ')];
}

const platformWord = (platform: PlatformName, say: Drawing['say']): string => (platform === 'console' ? say('rooms.console') : platformNames[platform]);

/** “Acknowledged by Bea 03:06”. */
function statusLine({ incident, mergedInto }: CardFacts, say: Drawing['say']): Rich {
  const at = (date: Date | null): Rich => (date === null ? [] : [' ', { time: date.toISOString(), style: 'time' }]);
  const name = (who: string | null) => cut(tame(who ?? incident.acknowledged_by_name ?? '?'), 60);
  switch (incident.status) {
    case 'TRIGGERED': return [say('cards.opened'), ...at(incident.created_at)];
    case 'ACKNOWLEDGED': return [incident.holder_name === null ? say('cards.status_ACKNOWLEDGED') : say('cards.acknowledged_by', { name: name(incident.holder_name) }), ...at(incident.held_since)];
    case 'MITIGATED': return [incident.holder_name === null ? say('cards.status_MITIGATED') : say('cards.mitigated_by', { name: name(incident.holder_name) }), ...at(incident.mitigated_at)];
    case 'RESOLVED':
      if (mergedInto !== undefined) return [say('cards.merged', { incident: mergedInto }), ...at(incident.resolved_at)];
      return [incident.resolved_by_name === null ? say('cards.resolved_by_monitoring') : say('cards.resolved_by', { name: name(incident.resolved_by_name) }), ...at(incident.resolved_at)];
  }
}
