import { z } from 'zod';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { kindNamed } from '../../src/domain/providers/checked-config.ts';
import { demand } from '../../src/permissions.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { providerKindWords } from '../../src/chat/kind-words.ts';
import { number, optional, suggested, text } from '../../src/chat/options.ts';
import { readSettings, settingsForm, settingsProblems, type SettingsForm } from '../../src/chat/provider-form.ts';
import { secretsElsewhere } from '../../src/chat/secrets-elsewhere.ts';
import { quote } from '../../src/chat/words.ts';

export const providerAdd = command({
  description: 'providerCommands.add', needs: 'add_provider', submit: 'providerCommands.next',
  options: z.object({
    kind: suggested(providerKindWords, { label: 'providerCommands.kind', help: 'providerCommands.help_kind' }),
    name: text({ label: 'providerCommands.name', help: 'providerCommands.help_name', max: 100 }),
    priority: optional(number({ label: 'providerCommands.priority', help: 'providerCommands.help_priority', named: true, min: 1, max: 1000 })),
  }).catchall(z.string()),
  async run(ask, { kind: word, name, priority, ...typed }) {
    demand(ask.ctx, 'add_provider');
    const kind = kindNamed(word, ask.ports.providerKinds);
    const form: SettingsForm = { command: 'provider/add', args: { kind: kind.kind, name, ...(priority === undefined ? {} : { priority: String(priority) }) }, values: typed, title: ask.say('providerCommands.settings_of', { name }) };
    const settings = readSettings(kind, typed);
    const hasSecrets = kind.fields.some((field) => field.kind === 'secret');
    if (Object.keys(settings).length === 0 || kind.fields.some((field) => field.required && settings[field.name] === undefined)) return (hasSecrets ? await secretsElsewhere(ask, `/provider add ${kind.kind} ${quote(name)}`) : undefined) ?? settingsForm(ask, kind, form);
    try {
      const provider = await addProvider(ask.ctx, { kind: kind.kind, name, config: settings, ...(priority !== undefined && { priority }) }, ask.ports);
      return done(ask.say('providerCommands.added', { name: provider.name }), { text: [[ask.say('providerCommands.added_next')]], actions: button(ask, 'provider/test', 'providerCommands.test_button', { provider: provider.name }, { style: 'primary' }) });
    } catch (error) {
      const problems = settingsProblems(error, kind, ask);
      if (problems === undefined) throw error;
      return settingsForm(ask, kind, form, problems);
    }
  },
});
