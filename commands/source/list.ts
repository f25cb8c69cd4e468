import { z } from 'zod';
import { listSources } from '../../src/domain/sources/find-source.ts';
import { sourcesCard } from '../../src/chat/cards/source.ts';
import { command } from '../../src/chat/command.ts';

export const sourceList = command({
  description: 'sourceCommands.list', needs: 'view_source',
  options: z.object({}),
  run: async (ask) => ({ kind: 'card', card: sourcesCard(ask, await listSources(ask.ctx)), private: true }),
});
