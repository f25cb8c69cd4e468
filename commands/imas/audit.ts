import { z } from 'zod';
import { listAudit } from '../../src/domain/audit/list-audit.ts';
import { auditCard } from '../../src/chat/cards/audit.ts';
import { command } from '../../src/chat/command.ts';
import { actions } from '../../src/chat/known/work.ts';
import { boolean, dateTime, number, optional, text } from '../../src/chat/options.ts';

const perPage = 15;

export const imasAudit = command({
  description: 'imasCommands.audit', title: 'titles.imas_audit', needs: 'view_auditlog',
  options: z.object({
    action: optional(text({ known: actions, label: 'imasCommands.action', help: 'imasCommands.help_action', max: 80 })),
    actor: optional(text({ completes: ['user'], label: 'imasCommands.actor', named: true, max: 80 })),
    from: optional(dateTime({ label: 'imasCommands.from', named: true, towards: 'past' })),
    to: optional(dateTime({ label: 'imasCommands.to', named: true, towards: 'past' })),
    refused: optional(boolean({ label: 'imasCommands.refused_only', named: true })),
    page: optional(number({ label: 'imasCommands.page', named: true, min: 1, max: 10_000 })),
  }),
  async run(ask, { action, actor, from, to, refused, page = 1 }) {
    const success = refused === undefined ? undefined : !refused;
    const found = await listAudit(ask.ctx, { action, actor: actor?.replace(/^@/, ''), from, to, success }, { limit: perPage, offset: (page - 1) * perPage });
    const filters: Record<string, string> = {
      ...(action !== undefined && { action }), ...(actor !== undefined && { actor }), ...(from !== undefined && { from: from.toISOString() }), ...(to !== undefined && { to: to.toISOString() }), ...(refused !== undefined && { refused: refused ? 'yes' : 'no' }),
    };
    return { kind: 'card', card: auditCard(ask, { ...found, page, perPage, filters }), private: true };
  },
});
