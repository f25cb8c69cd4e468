import { z } from 'zod';
import { addAlias } from '../../src/domain/services/add-alias.ts';
import { removeAlias } from '../../src/domain/services/remove-alias.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { aliases } from '../../src/chat/known/services.ts';
import { choice, optional, service, text } from '../../src/chat/options.ts';

export const serviceAlias = command({
  description: 'serviceCommands.alias', title: 'titles.service_alias', needs: 'change_service', submit: 'teamCommands.save',
  options: z.object({
    service: service(),
    alias: text({ known: aliases, label: 'serviceCommands.alias_word', help: 'serviceCommands.help_alias', max: 100 }),
    do: optional(choice({ add: 'serviceCommands.alias_add', remove: 'serviceCommands.alias_remove' }, { label: 'serviceCommands.alias_do' })),
  }),
  async run(ask, { service: word, alias, do: doing }) {
    const service = await (doing === 'remove' ? removeAlias : addAlias)(ask.ctx, word, alias);
    return done(ask.say(doing === 'remove' ? 'serviceCommands.alias_gone' : 'serviceCommands.alias_there', { alias, service: service.name }), {
      actions: button(ask, 'service/show', 'teamCommands.look', { service: service.name }),
    });
  },
});
