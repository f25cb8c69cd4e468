import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { invalid } from '../../src/errors.ts';
import { showUser } from '../../src/domain/people/list-users.ts';
import { findProvider } from '../../src/domain/providers/find-provider.ts';
import { demand } from '../../src/permissions.ts';
import { reply } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { triable } from '../../src/chat/known/providers.ts';
import { choice, optional, text } from '../../src/chat/options.ts';

export const providerTest = command({
  description: 'providerCommands.test', title: 'titles.provider_test', needs: 'change_provider', submit: 'providerCommands.test_button',
  options: z.object({
    provider: text({ known: triable, label: 'providerCommands.provider', max: 100 }),
    to: optional(text({ label: 'providerCommands.to', help: 'providerCommands.help_to', max: 300 })),
    means: optional(choice(['SMS', 'VOICE'], { label: 'sms.test_means', named: true })),
  }),
  async run(ask, options) {
    demand(ask.ctx, 'change_provider');
    const locked = ask.ports.lockedKinds.find((kind) => kind.toLowerCase() === options.provider.trim().toLowerCase());
    const provider = locked === undefined ? await findProvider(ask.ctx, options.provider) : { id: locked, kind: locked, name: ask.say(locked === 'SLACK' ? 'slackSetup.platform_slack' : 'slackSetup.platform_discord') };
    const means = ask.ports.providerKinds.find(({ kind }) => kind === provider.kind)?.means ?? [];
    const to = options.to ?? await mine(ask, means);
    const { ok, detail } = await ask.ports.testProvider(provider.id, to, options.means, ask.language);
    const args = { provider: provider.name, ...(to === '' ? {} : { to }), ...(options.means === undefined ? {} : { means: options.means }) };
    const calls = ok && options.means === undefined && means.includes('VOICE') ? button(ask, 'provider/test', 'sms.test_call', { ...args, means: 'VOICE' }) : [];
    return reply({
      title: ask.say(ok ? 'providerCommands.test_ok' : 'providerCommands.test_failed', { name: provider.name }), tone: ok ? 'good' : 'bad', text: [...(to === '' ? [] : [[`→ ${to}`]]), [detail]],
      actions: ok ? calls : [...(locked === undefined ? button(ask, 'provider/edit', 'teamCommands.edit', { provider: provider.name }) : []), ...button(ask, 'provider/test', 'providerCommands.again', args)],
    });
  },
});

/** Where a test goes unless told: to whoever asked. A provider that has a fixed address needs none. */
async function mine(ask: Ask, means: readonly string[]): Promise<string> {
  const me = userIdOf(ask.ctx.actor);
  const person = me === null ? undefined : await showUser(ask.ctx, me);
  const address = means.includes('EMAIL') ? person?.email : means.includes('SMS') || means.includes('VOICE') ? person?.phone : '';
  if (address === undefined || address === null) throw invalid('providerCommands.to_needed', {}, { fields: { to: { key: 'providerCommands.to_needed' } } });
  return address;
}
