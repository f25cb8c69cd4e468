import type { ListedIncident } from '../../domain/incidents/list.ts';
import { shortId } from '../../domain/incidents/schema.ts';
import { shortSeverity } from '../../domain/severity.ts';
import type { Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, tame } from '../notice.ts';
import { acknowledgeButton, onIncident, pressable } from './buttons.ts';
import type { HomePart } from './home.ts';
import { tones } from './incident.ts';

/**
 * One incident on somebody's page: what is broken, then who has it and since when. Of a confidential one no more than
 * that it is there (spec §5). @param how `act`: it is theirs to acknowledge
 */
export function homeLine(incident: ListedIncident, draw: Drawing, how: 'act' | 'look'): HomePart {
  const { say } = draw;
  const waits = incident.status === 'TRIGGERED';
  const named = `${shortSeverity(incident.severity)} · ${shortId(incident)}`;
  const { style: _, ...acknowledge } = acknowledgeButton(incident, draw);
  const actions = pressable([
    how === 'act' && waits ? (incident.mine ? acknowledgeButton(incident, draw) : acknowledge) : undefined,
    onIncident(say('cards.show'), 'show', incident),
  ], draw);
  const tone = waits ? tones[incident.severity] : 'acknowledged';
  if (incident.is_confidential) return { tone, body: [{ kind: 'text', text: [{ bold: named }, ` · ${say('cards.confidential')}`] }], actions };
  const what = `${cut(tame(incident.service_name), 60)}: ${cut(tame(incident.title), 120)}`;
  return { tone, body: [{ kind: 'text', text: [{ bold: named }, ` · ${what}\n`, ...stateOf(incident, draw), ` · ${cut(tame(incident.team_name), 60)}`] }], actions };
}

/** “Acknowledged by Bea 5 minutes ago”. */
function stateOf({ status, holder_name: holder, lead_name: lead, created_at: created, held_since: held, mitigated_at: mitigated, snoozed_until: snoozed }: ListedIncident, { say }: Drawing): Rich {
  const since = (date: Date | null): Rich => [' ', { time: (date ?? created).toISOString(), style: 'relative' }];
  const until: Rich = snoozed === null ? [] : [` · ${say('home.snoozed')} `, { time: snoozed.toISOString(), style: 'time' }];
  if (status === 'TRIGGERED') return [say('cards.status_TRIGGERED'), ...since(created), ` · ${say('home.unanswered')}`, ...until];
  const isMitigated = status === 'MITIGATED';
  const who: Rich = holder === null
    ? [say(`cards.status_${status}`), ...since(isMitigated ? mitigated : held), ` · ${say('home.nobody_holds')}`]
    : [say(isMitigated ? 'cards.mitigated_by' : 'cards.acknowledged_by', { name: cut(tame(holder), 60) }), ...since(isMitigated ? mitigated : held)];
  return [...who, ...(lead === null || lead === holder ? [] : [` · ${say('cards.lead', { name: cut(tame(lead), 60) })}`]), ...until];
}
