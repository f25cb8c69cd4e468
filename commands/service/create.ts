import { z } from 'zod';
import { createService } from '../../src/domain/services/create-service.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { listed, orNone } from '../../src/chat/none.ts';
import { optional, team, text } from '../../src/chat/options.ts';
import { serviceFields } from '../../src/chat/service-options.ts';

export const serviceCreate = command({
  description: 'serviceCommands.create', title: 'titles.service_create', needs: 'add_service', submit: 'teamCommands.create_submit',
  options: z.object({
    name: text({ label: 'serviceCommands.name', help: 'serviceCommands.help_name', max: 100 }),
    team: team({ label: 'serviceCommands.owner' }),
    aliases: optional(text({ label: 'serviceCommands.aliases', help: 'serviceCommands.help_aliases', named: true, max: 1000 })),
    ...serviceFields,
  }),
  async run(ask, options) {
    const { name, criticality, urgency, description, runbook_url: runbook, dashboard_url: dashboard } = options;
    const service = await createService(ask.ctx, {
      name, ownerTeam: options.team, aliases: listed(options.aliases ?? ''), ...(criticality !== undefined && { criticality }), ...(urgency !== undefined && { urgency }),
      ...(description !== undefined && { description }), runbookUrl: orNone(runbook ?? '-'), dashboardUrl: orNone(dashboard ?? '-'),
    });
    const args = { service: service.name };
    return done(ask.say('serviceCommands.created', { service: service.name }), {
      text: [[ask.say('serviceCommands.created_next', { service: service.name })]],
      actions: [...button(ask, 'service/show', 'teamCommands.look', args), ...button(ask, 'service/alias', 'serviceCommands.add_alias', args), ...button(ask, 'source/create', 'sourceCommands.new_source', {})],
    });
  },
});
