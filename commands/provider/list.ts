import { z } from 'zod';
import { listProviders } from '../../src/domain/providers/find-provider.ts';
import { providersCard } from '../../src/chat/cards/provider.ts';
import { command } from '../../src/chat/command.ts';

export const providerList = command({
  description: 'providerCommands.list', needs: 'view_provider',
  options: z.object({}),
  run: async (ask) => ({ kind: 'card', card: providersCard(ask, await listProviders(ask.ctx), ask.ports.lockedKinds), private: true }),
});
