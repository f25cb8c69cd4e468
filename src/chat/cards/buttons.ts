import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import type { CardFacts } from '../../domain/escalation/card-facts.ts';
import type { Action, CommandAction, LinkAction } from '../card.ts';
import type { Drawing } from '../command.ts';
import { platformNames } from '../platform-names.ts';

/** Only what can be pressed is drawn: a command that is not there gives no button. */
export const pressable = <A extends Action>(actions: readonly (A | undefined)[], { has }: Drawing): A[] =>
  actions.filter((action): action is A => action !== undefined && ('url' in action || has((action as CommandAction).command)));

type Rest = Omit<CommandAction, 'label' | 'command' | 'args'> & { args?: Readonly<Record<string, string>> };
/** A button on one incident. */
export const onIncident = (label: string, sub: string, incident: Pick<Incident, 'number'>, { args = {}, ...rest }: Rest = {}): CommandAction =>
  ({ label, command: `incident/${sub}`, args: { incident: shortId(incident), ...args }, ...rest });

export const acknowledgeButton = (incident: Incident, { say }: Drawing): CommandAction => onIncident(say('cards.acknowledge'), 'ack', incident, { style: 'primary' });

export const endSnoozeButton = (incident: Pick<Incident, 'number'>, { say }: Drawing): CommandAction => onIncident(say('cards.end_snooze'), 'unsnooze', incident);

function resolveButton(incident: Incident, { say }: Drawing, style?: 'primary'): CommandAction {
  const confirm = incident.alerts_firing > 0
    ? say('cards.resolve_sure_firing', { incident: shortId(incident), n: incident.alerts_firing })
    : say('cards.resolve_sure', { incident: shortId(incident) });
  return onIncident(say('cards.resolve'), 'resolve', incident, { confirm, ...(style === undefined ? {} : { style }) });
}

/** The room stands by for that of its home: the way back. */
export const backButton = ({ incident, standsBy }: Pick<CardFacts, 'incident' | 'standsBy'>, { say }: Drawing): CommandAction | undefined =>
  (standsBy === undefined || incident.status === 'RESOLVED' ? undefined : onIncident(say('rooms.back', { home: platformNames[standsBy.home] }), 'back', incident));

/** A link that alerts or people gave: http and https only. */
export function linkButton(label: string, url: string | null): LinkAction | undefined {
  const parsed = url === null ? null : URL.parse(url);
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? { label, url: parsed.href } : undefined;
}

/** The buttons of an incident's card, most urgent first, at most five (spec §5). */
export function actionsOf({ incident, unknownName, mergedInto, isUnreached }: CardFacts, drawing: Drawing): Action[] {
  const { say } = drawing;
  const runbook = linkButton(say('cards.runbook'), incident.runbook_url);
  switch (incident.status) {
    case 'TRIGGERED':
      return pressable<Action>([
        acknowledgeButton(incident, drawing),
        isUnreached === true ? onIncident(say('reach.phones_button'), 'phones', incident) : undefined,
        // While it is snoozed no ladder runs whose next step could come now.
        incident.snoozed_until === null ? onIncident(say('cards.escalate'), 'escalate', incident) : endSnoozeButton(incident, drawing),
        resolveButton(incident, drawing),
        ...(incident.service_is_triage ? [onIncident(say('cards.it_is'), 'is-service', incident), createService(unknownName, incident, drawing)] : [runbook]),
      ], drawing).slice(0, 5);
    case 'ACKNOWLEDGED': case 'MITIGATED':
      return pressable<Action>([
        resolveButton(incident, drawing, 'primary'),
        incident.status === 'ACKNOWLEDGED' ? onIncident(say('cards.mitigated'), 'mitigate', incident) : undefined,
        ...(incident.service_is_triage ? [onIncident(say('cards.it_is'), 'is-service', incident), createService(unknownName, incident, drawing)]
          : [runbook, linkButton(say('cards.graph'), incident.dashboard_url ?? incident.url)]),
      ], drawing);
    case 'RESOLVED':
      if (mergedInto !== undefined) return pressable([{ label: say('cards.show_it', { incident: mergedInto }), command: 'incident/show', args: { incident: mergedInto } }], drawing);
      return pressable<Action>([incident.muted_until === null ? undefined : onIncident(say('cards.unmute'), 'unmute', incident), onIncident(say('cards.reopen'), 'reopen', incident)], drawing);
  }
}
const createService = (name: string | undefined, incident: Incident, { say }: Drawing): CommandAction =>
  ({ label: say('cards.create_service'), command: 'incident/create-service', args: { incident: shortId(incident), ...(name === undefined ? {} : { name }) } });

/** What is under More▾, by state. */
export function moreOf(facts: CardFacts, drawing: Drawing): CommandAction[] {
  const { incident, room } = facts;
  const { say } = drawing;
  const open = incident.status !== 'RESOLVED';
  const on = (label: Parameters<typeof say>[0], sub: string, when = true) => (when ? onIncident(say(label), sub, incident) : undefined);
  return pressable([
    on('cards.snooze', 'snooze', incident.status === 'TRIGGERED'),
    on('cards.severity', 'severity', open),
    on('cards.set_lead', 'lead', open),
    on('cards.not_ours', 'assign', open),
    on('cards.page_someone', 'page', open),
    on('cards.escalate', 'escalate', incident.status === 'ACKNOWLEDGED' || incident.status === 'MITIGATED'),
    on('cards.merge', 'merge', open),
    on('cards.open_room', 'room', open && room === undefined),
    backButton(facts, drawing),
    on('cards.unacknowledge', 'unack', incident.status === 'ACKNOWLEDGED' || incident.status === 'MITIGATED'),
    on('cards.timeline', 'timeline'),
    on('cards.why', 'why'),
  ], drawing);
}
