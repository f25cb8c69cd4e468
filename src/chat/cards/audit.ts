import type { AuditRow } from '../../domain/audit/list-audit.ts';
import { cardOf } from '../answer.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { button } from './button.ts';

export interface AuditPage { rows: readonly AuditRow[]; count: number; countExact: boolean; page: number; perPage: number; filters: Readonly<Record<string, string>> }

/** Who did what to what, newest first; a refusal or failure stands out. */
export function auditCard(draw: Drawing, { rows, count, countExact, page, perPage, filters }: AuditPage): Card {
  const { say } = draw;
  const items = rows.map((row): Rich => [
    { time: row.at.toISOString(), style: 'datetime' }, ' · ', { bold: row.actorName }, ` · ${row.action}`, ...(row.objectLabel === null ? [] : [` · ${row.objectLabel}`]),
    ...(row.via === null ? [] : [` · ${row.via}`]), ...(row.success ? [] : [' · ', { bold: say('imasCommands.refused') }]),
  ]);
  const pages = Math.max(1, Math.ceil(count / perPage));
  const turn = (label: Parameters<typeof say>[0], to: number) => button(draw, 'imas/audit', label, { ...filters, page: String(to) });
  return cardOf({
    title: say('imasCommands.audit_title', { n: count, plus: countExact ? '' : '+' }), blocks: items.length === 0 ? [{ kind: 'text', text: [say('imasCommands.nothing_found')] }] : [{ kind: 'list', items }],
    actions: [...(page < pages ? turn('imasCommands.older', page + 1) : []), ...(page > 1 ? turn('imasCommands.newer', page - 1) : [])],
    small: [[say('imasCommands.page_of', { page, pages })]],
  });
}
