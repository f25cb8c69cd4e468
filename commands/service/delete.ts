import { z } from 'zod';
import { deleteService } from '../../src/domain/services/delete-service.ts';
import { demandSomewhere } from '../../src/domain/services/demand-somewhere.ts';
import { findService } from '../../src/domain/services/find-service.ts';
import { done } from '../../src/chat/answer.ts';
import { askFirst } from '../../src/chat/ask-first.ts';
import { command } from '../../src/chat/command.ts';
import { boolean, optional, service } from '../../src/chat/options.ts';

export const serviceDelete = command({
  description: 'serviceCommands.delete', title: 'titles.service_delete', needs: 'delete_service',
  options: z.object({ service: service(), sure: optional(boolean({ label: 'teamCommands.sure', named: true })) }),
  async run(ask, { service: word, sure }) {
    demandSomewhere(ask.ctx, 'delete_service');
    const { name } = await findService(ask.ctx, word);
    if (sure !== true) return askFirst(ask, 'service/delete', { service: name }, { key: 'serviceCommands.delete_sure', params: { service: name }, submit: 'teamCommands.delete_submit' });
    await deleteService(ask.ctx, word);
    return done(ask.say('teamCommands.deleted', { team: name }));
  },
});
