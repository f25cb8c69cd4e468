import { z } from 'zod';
import { notFound } from '../../src/errors.ts';
import { findService } from '../../src/domain/services/find-service.ts';
import { showService } from '../../src/domain/services/list-services.ts';
import { serviceCard } from '../../src/chat/cards/service.ts';
import { command } from '../../src/chat/command.ts';
import { service } from '../../src/chat/options.ts';

export const serviceShow = command({
  description: 'serviceCommands.show', title: 'titles.service_show', needs: 'view_service',
  options: z.object({ service: service() }),
  async run(ask, options) {
    const { id, name } = await findService(ask.ctx, options.service);
    const line = await showService(ask.ctx, id);
    if (line === undefined) throw notFound('errors.unknown_service', { name });
    return { kind: 'card', card: serviceCard(ask, line), private: true };
  },
});
