import { z } from 'zod';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { kindNamed } from '../../src/domain/providers/checked-config.ts';
import { editProvider } from '../../src/domain/providers/edit-provider.ts';
import { listProviders, type Provider } from '../../src/domain/providers/find-provider.ts';
import { enableProvider } from '../../src/domain/providers/switch-provider.ts';
import { demand } from '../../src/permissions.ts';
import type { Answer, Card } from '../../src/chat/card.ts';
import { slackGuideCard, slackLockedCard, slackResultCard } from '../../src/chat/cards/slack-setup.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { boolean, optional } from '../../src/chat/options.ts';
import { readSettings, settingsForm, settingsProblems, type SettingsForm } from '../../src/chat/provider-form.ts';
import { secretsElsewhere } from '../../src/chat/secrets-elsewhere.ts';

/** Typed as `/imas setup slack`: the app, then its tokens, then whether they work. */
export const imasSetupSlack = command({
  description: 'slackSetup.setup', needs: 'add_provider', hidden: true,
  options: z.object({ tokens: optional(boolean({ label: 'slackSetup.tokens_button', named: true })) }).catchall(z.string()),
  async run(ask, { tokens, ...typed }) {
    demand(ask.ctx, 'add_provider');
    if (ask.ports.lockedKinds.includes('SLACK')) return shown(slackLockedCard(ask, (await ask.ports.health()).platforms.find(({ name }) => name === 'slack')));
    const kind = kindNamed('SLACK', ask.ports.providerKinds);
    const rows = (await listProviders(ask.ctx)).filter((row) => row.kind === kind.kind);
    const row = rows.find(({ isActive }) => isActive) ?? rows[0];
    const config = readSettings(kind, typed);
    const isNamed = Object.keys(config).length > 0;
    if (!isNamed && tokens !== true) return row === undefined ? shown(slackGuideCard(ask)) : tested(ask, row);
    const form: SettingsForm = { command: 'imas/setup-slack', args: { tokens: 'yes' }, values: typed, title: ask.say('slackSetup.setup_title') };
    if (row === undefined && config['bot_token'] === undefined) return await secretsElsewhere(ask, '/imas setup slack') ?? settingsForm(ask, kind, form);
    try {
      return await tested(ask, await saved(ask, row, config));
    } catch (error) {
      const problems = settingsProblems(error, kind, ask);
      if (problems === undefined) throw error;
      return settingsForm(ask, kind, form, problems);
    }
  },
});

/** The row that is Slack's configuration, made or changed, and in use. */
async function saved({ ctx, ports }: Ask, row: Provider | undefined, config: Record<string, unknown>): Promise<Provider> {
  if (row === undefined) return addProvider(ctx, { kind: 'SLACK', name: 'Slack', config }, ports);
  const changed = await editProvider(ctx, row.id, { config }, ports);
  return changed.isActive ? changed : enableProvider(ctx, row.id);
}

const tested = async (ask: Ask, row: Provider): Promise<Answer> => shown(slackResultCard(ask, row, await ask.ports.testProvider(row.id, '', undefined, ask.language)));
const shown = (card: Card): Answer => ({ kind: 'card', card, private: true });
