import { z } from 'zod';
import { disableProvider } from '../../src/domain/providers/switch-provider.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { providers } from '../../src/chat/known/providers.ts';
import { text } from '../../src/chat/options.ts';

export const providerDisable = command({
  description: 'providerCommands.disable', title: 'titles.provider_disable', needs: 'change_provider',
  options: z.object({ provider: text({ known: providers, label: 'providerCommands.provider', max: 100 }) }),
  async run(ask, options) {
    const provider = await disableProvider(ask.ctx, options.provider);
    return done(ask.say('providerCommands.disabled_done', { name: provider.name }), { actions: button(ask, 'provider/list', 'teamCommands.look') });
  },
});
