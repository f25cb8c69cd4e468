import type { ListedIncident } from '../../domain/incidents/list.ts';
import { shortId } from '../../domain/incidents/schema.ts';
import { shortSeverity } from '../../domain/severity.ts';
import type { Block, Card, CommandAction, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, notice, tame } from '../notice.ts';
import { pressable } from './buttons.ts';

/** A card of more lines is not read. */
export const linesOfList = 20;

/** Incidents as a table, the reader's own first. @param filtered the reader asked for some only */
export function listCard({ rows, count }: { rows: readonly ListedIncident[]; count: number }, filtered: boolean, drawing: Drawing): Card {
  const { say } = drawing;
  if (count === 0) {
    const title = say(filtered ? 'cards.list_nothing' : 'cards.list_none');
    return { title, tone: filtered ? 'neutral' : 'good', notice: notice(title), body: [], actions: [] };
  }
  const shown = rows.slice(0, linesOfList);
  const mine = shown.filter((row) => row.mine);
  const others = shown.filter((row) => !row.mine);
  const title = filtered ? say('cards.list_found', { n: count }) : `${say('cards.list_title')} (${count})`;
  const waiting = mine.filter((row) => row.status === 'TRIGGERED');
  const actions = pressable<CommandAction>([
    ...waiting.slice(0, 3).map((row, i): CommandAction => ({ label: `${say('cards.acknowledge')} ${shortId(row)}`, command: 'incident/ack', args: { incident: shortId(row) }, ...(i === 0 ? { style: 'primary' as const } : {}) })),
    waiting.length > 1 ? { label: say('cards.acknowledge_all'), command: 'incident/ack-all', args: {} } : undefined,
  ], drawing);
  return {
    title, tone: 'neutral', notice: notice(title),
    body: [...part(say('cards.yours'), mine, drawing), ...part(mine.length > 0 ? say('cards.others') : undefined, others, drawing)],
    actions,
    ...(count > shown.length ? { small: [[say('cards.list_more', { n: count - shown.length })]] } : {}),
  };
}

function part(heading: string | undefined, rows: readonly ListedIncident[], { say }: Drawing): Block[] {
  if (rows.length === 0) return [];
  const columns = [say('cards.column_incident'), say('cards.column_severity'), say('cards.column_what'), say('cards.column_status'), say('cards.column_since')];
  const cells = rows.map((row): Rich[] => [
    [{ bold: shortId(row) }], [shortSeverity(row.severity)],
    [row.isMasked === true ? say('cards.confidential') : `${cut(tame(row.service_name), 40)}: ${cut(tame(row.title), 80)}`],
    [say(`cards.status_${row.status}`), ...(row.holder_name === null || row.status === 'RESOLVED' ? [] : [` (${cut(tame(row.holder_name), 30)})`])],
    [{ time: row.created_at.toISOString(), style: 'relative' }],
  ]);
  return [...(heading === undefined ? [] : [{ kind: 'text' as const, text: [{ bold: heading }] }]), { kind: 'table', columns, rows: cells, isTelling: true }];
}
