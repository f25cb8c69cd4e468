import { z } from 'zod';
import { editProvider } from '../../src/domain/providers/edit-provider.ts';
import { kindNamed } from '../../src/domain/providers/checked-config.ts';
import { findProvider } from '../../src/domain/providers/find-provider.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { providers } from '../../src/chat/known/providers.ts';
import { number, optional, text } from '../../src/chat/options.ts';
import { readLimits, shownLimits } from '../../src/chat/limit-fields.ts';
import { readSettings, settingsForm, settingsProblems } from '../../src/chat/provider-form.ts';
import { secretsElsewhere } from '../../src/chat/secrets-elsewhere.ts';
import { quote } from '../../src/chat/words.ts';
import { demand } from '../../src/permissions.ts';

export const providerEdit = command({
  description: 'providerCommands.edit', needs: 'change_provider', submit: 'teamCommands.save',
  options: z.object({
    provider: text({ known: providers, label: 'providerCommands.provider', max: 100 }),
    name: optional(text({ label: 'providerCommands.name', named: true, max: 100 })),
    priority: optional(number({ label: 'providerCommands.priority', help: 'providerCommands.help_priority', named: true, min: 1, max: 1000 })),
    per_minute: optional(text({ label: 'providerCommands.per_minute', help: 'providerCommands.limit_help', named: true, max: 20 })),
    per_hour: optional(text({ label: 'providerCommands.per_hour', help: 'providerCommands.limit_help', named: true, max: 20 })),
  }).catchall(z.string()),
  async run(ask, { provider: word, name, priority, per_minute, per_hour, ...typed }) {
    demand(ask.ctx, 'change_provider');
    const before = await findProvider(ask.ctx, word);
    const kind = kindNamed(before.kind, ask.ports.providerKinds);
    const config = readSettings(kind, typed);
    const limits = readLimits({ per_minute, per_hour });
    const stored = Object.fromEntries(Object.entries(before.config).map(([member, value]) => [member, String(value)]));
    const form = { command: 'provider/edit' as const, args: { provider: before.name }, values: { ...stored, ...shownLimits(before), ...typed, ...(per_minute !== undefined && { per_minute }), ...(per_hour !== undefined && { per_hour }) }, title: ask.say('providerCommands.settings_of', { name: before.name }) };
    if (name === undefined && priority === undefined && Object.keys(limits).length === 0 && Object.keys(config).length === 0) {
      const hasSecrets = kind.fields.some((field) => field.kind === 'secret');
      return (hasSecrets ? await secretsElsewhere(ask, `/provider edit ${quote(before.name)}`) : undefined) ?? settingsForm(ask, kind, form);
    }
    try {
      const provider = await editProvider(ask.ctx, before.id, { config, ...limits, ...(name !== undefined && { name }), ...(priority !== undefined && { priority }) }, ask.ports);
      return done(ask.say('teamCommands.saved', { team: provider.name }), { actions: button(ask, 'provider/test', 'providerCommands.test_button', { provider: provider.name }) });
    } catch (error) {
      const problems = settingsProblems(error, kind, ask);
      if (problems === undefined) throw error;
      return settingsForm(ask, kind, form, problems);
    }
  },
});
