import { z } from 'zod';
import { enableProvider } from '../../src/domain/providers/switch-provider.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { providers } from '../../src/chat/known/providers.ts';
import { text } from '../../src/chat/options.ts';

export const providerEnable = command({
  description: 'providerCommands.enable', title: 'titles.provider_enable', needs: 'change_provider',
  options: z.object({ provider: text({ known: providers, label: 'providerCommands.provider', max: 100 }) }),
  async run(ask, options) {
    const provider = await enableProvider(ask.ctx, options.provider);
    return done(ask.say('providerCommands.enabled', { name: provider.name }), { actions: button(ask, 'provider/list', 'teamCommands.look') });
  },
});
