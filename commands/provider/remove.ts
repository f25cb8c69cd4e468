import { z } from 'zod';
import { findProvider } from '../../src/domain/providers/find-provider.ts';
import { removeProvider } from '../../src/domain/providers/remove-provider.ts';
import { demand } from '../../src/permissions.ts';
import { done } from '../../src/chat/answer.ts';
import { askFirst } from '../../src/chat/ask-first.ts';
import { command } from '../../src/chat/command.ts';
import { providers } from '../../src/chat/known/providers.ts';
import { boolean, optional, text } from '../../src/chat/options.ts';

export const providerRemove = command({
  description: 'providerCommands.remove', title: 'titles.provider_remove', needs: 'delete_provider',
  options: z.object({ provider: text({ known: providers, label: 'providerCommands.provider', max: 100 }), sure: optional(boolean({ label: 'teamCommands.sure', named: true })) }),
  async run(ask, options) {
    // Nobody is asked whether they are sure of what they may not do.
    demand(ask.ctx, 'delete_provider');
    const { name } = await findProvider(ask.ctx, options.provider);
    if (options.sure !== true) return askFirst(ask, 'provider/remove', { provider: name }, { key: 'providerCommands.remove_sure', params: { name }, submit: 'teamCommands.delete_submit' });
    await removeProvider(ask.ctx, name);
    return done(ask.say('teamCommands.deleted', { team: name }));
  },
});
