import { z } from 'zod';
import { editService } from '../../src/domain/services/edit-service.ts';
import { findService } from '../../src/domain/services/find-service.ts';
import { showService } from '../../src/domain/services/list-services.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { orNone } from '../../src/chat/none.ts';
import { boolean, optional, service, team, text } from '../../src/chat/options.ts';
import { serviceFields } from '../../src/chat/service-options.ts';

export const serviceEdit = command({
  description: 'serviceCommands.edit', needs: 'change_service', asks: 'what to change', submit: 'teamCommands.save',
  options: z.object({
    service: service(),
    name: optional(text({ label: 'serviceCommands.name', named: true, max: 100 })),
    team: optional(team({ label: 'serviceCommands.owner', named: true })),
    ...serviceFields,
    active: optional(boolean({ label: 'serviceCommands.active', help: 'serviceCommands.help_active', named: true })),
  }),
  async prefill(ask, given): Promise<Record<string, string>> {
    if (given['service'] === undefined) return {};
    const it = await showService(ask.ctx, (await findService(ask.ctx, given['service'])).id);
    return it === undefined ? {} : {
      name: it.name, team: it.ownerTeam, criticality: it.criticality, urgency: it.urgency, description: it.description,
      runbook_url: it.runbookUrl ?? '', dashboard_url: it.dashboardUrl ?? '', active: it.isActive ? 'yes' : 'no',
    };
  },
  async run(ask, options) {
    const { name, criticality, urgency, description, runbook_url: runbook, dashboard_url: dashboard, active } = options;
    const service = await editService(ask.ctx, options.service, {
      ...(name !== undefined && { name }), ...(options.team !== undefined && { ownerTeam: options.team }), ...(criticality !== undefined && { criticality }), ...(urgency !== undefined && { urgency }),
      ...(description !== undefined && { description }), ...(active !== undefined && { isActive: active }),
      ...(runbook !== undefined && { runbookUrl: orNone(runbook) }), ...(dashboard !== undefined && { dashboardUrl: orNone(dashboard) }),
    });
    return done(ask.say('teamCommands.saved', { team: service.name }), { actions: button(ask, 'service/show', 'teamCommands.look', { service: service.name }) });
  },
});
