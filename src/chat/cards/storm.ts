import { shortSeverity, type Severity, type Status } from '../../domain/severity.ts';
import type { Card, CommandAction } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, notice, tame } from '../notice.ts';
import { pressable } from './buttons.ts';

export interface StormFacts {
  team: string;
  worst: Severity;
  count: number;
  beganAt: Date;
  endedAt: Date | null;
  /** Some of its incidents, the worst first. */
  incidents: readonly { number: number; title: string; service: string; severity: Severity; status: Status }[];
}

/** One card for more incidents of a team than anybody could read. */
export function stormCard(storm: StormFacts, drawing: Drawing): Card {
  const { say } = drawing;
  const worst = shortSeverity(storm.worst);
  const team = cut(tame(storm.team), 60);
  const over = storm.endedAt !== null;
  const actions: (CommandAction | undefined)[] = [
    over ? undefined : { label: say('cards.acknowledge_all'), command: 'incident/ack-all', args: { team: storm.team }, style: 'primary', confirm: say('cards.storm_ack_sure', { n: storm.count, team }) },
    { label: say('cards.list'), command: 'incident/list', args: { team: storm.team } },
  ];
  return {
    title: say('cards.storm_title', { worst, n: storm.count, team, at: storm.beganAt.toISOString() }),
    tone: over ? 'neutral' : 'critical',
    notice: notice(say('cards.storm_notice', { worst, n: storm.count, team: cut(team, 30) })),
    body: [
      { kind: 'text', text: [over ? say('cards.storm_over') : say('cards.storm_text', { worst })] },
      { kind: 'list', items: storm.incidents.slice(0, 10).map((it) => [{ bold: `INC-${it.number}` }, it.service === '' ? ` ${shortSeverity(it.severity)} · ${say('cards.confidential')}` : ` ${shortSeverity(it.severity)} ${cut(tame(it.service), 40)}: ${cut(tame(it.title), 80)}`, ...(it.status === 'TRIGGERED' || it.service === '' ? [] : [` · ${say(`cards.status_${it.status}`)}`])]) },
    ],
    actions: pressable(actions, drawing),
  };
}
