import type { CalledIn } from '../../domain/escalation/called-in.ts';
import type { CardFacts } from '../../domain/escalation/card-facts.ts';
import { shortId } from '../../domain/incidents/schema.ts';
import { shortSeverity } from '../../domain/severity.ts';
import type { Action, Card } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, notice, tame } from '../notice.ts';
import { acknowledgeButton, linkButton, onIncident, pressable } from './buttons.ts';
import { incidentCard, noticeOf, tones } from './incident.ts';

/**
 * The direct message that pages somebody: what is broken, and the three answers there are. Answered, it shows who has it.
 * @param called why this person is needed although somebody has it in hand
 */
export function pageCard(facts: CardFacts, drawing: Drawing, called?: CalledIn): Card {
  const { say } = drawing;
  const { incident } = facts;
  const card = incidentCard(facts, drawing);
  const isWaiting = incident.status === 'TRIGGERED';
  const actions: (Action | undefined)[] = isWaiting
    ? [acknowledgeButton(incident, drawing), onIncident(say('cards.cant'), 'cant', incident), onIncident(say('cards.why_me'), 'why', incident), linkButton(say('cards.runbook'), incident.runbook_url)]
    : [onIncident(say('cards.show'), 'show', incident), onIncident(say('cards.why_me'), 'why', incident)];
  const { more: _, ...rest } = card;
  if (called !== undefined && !isWaiting && incident.status !== 'RESOLVED') {
    const line = called.reason === 'paged' ? say('cards.called_in') : called.alert === undefined || incident.is_confidential ? say('cards.worsened') : say('cards.worsened_by', { alert: cut(tame(called.alert), 100) });
    const answers = [acknowledgeButton(incident, drawing), onIncident(say('cards.show'), 'show', incident), onIncident(say('cards.why_me'), 'why', incident)];
    return { ...rest, tone: tones[incident.severity], body: [{ kind: 'text', text: [{ bold: line }] }, ...rest.body], notice: noticeOf(facts, drawing), actions: pressable(answers, drawing) };
  }
  return { ...rest, notice: noticeOf(facts, drawing), actions: pressable(actions, drawing) };
}

/** Several pages that came together, worst first, as one message. */
export function pageBundleCard(all: readonly CardFacts[], drawing: Drawing): Card {
  const { say } = drawing;
  const sorted = all.toSorted((a, b) => a.incident.severity.localeCompare(b.incident.severity) || a.incident.number - b.incident.number);
  const waiting = sorted.filter(({ incident }) => incident.status === 'TRIGGERED');
  const title = say('cards.page_bundle', { n: waiting.length });
  return {
    title, tone: waiting.length > 0 ? 'critical' : 'acknowledged', notice: notice(title),
    body: [{ kind: 'list', items: sorted.slice(0, 15).map(({ incident }) => [
      { bold: shortId(incident) },
      incident.is_confidential ? ` ${shortSeverity(incident.severity)} · ${say('cards.confidential')}` : ` ${shortSeverity(incident.severity)} ${cut(tame(incident.service_name), 40)}: ${cut(tame(incident.title), 80)}`,
      ` · ${say(`cards.status_${incident.status}`)}`,
    ]) }],
    actions: pressable([
      waiting.length > 0 ? { label: say('cards.acknowledge_all'), command: 'incident/ack-all', args: {}, style: 'primary' as const } : undefined,
      ...waiting.slice(0, 3).map(({ incident }) => ({ label: `${say('cards.acknowledge')} ${shortId(incident)}`, command: 'incident/ack', args: { incident: shortId(incident) } })),
    ], drawing),
  };
}
