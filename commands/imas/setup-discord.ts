import { z } from 'zod';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { kindNamed } from '../../src/domain/providers/checked-config.ts';
import { editProvider } from '../../src/domain/providers/edit-provider.ts';
import { listProviders, type Provider } from '../../src/domain/providers/find-provider.ts';
import { enableProvider } from '../../src/domain/providers/switch-provider.ts';
import { demand } from '../../src/permissions.ts';
import type { Answer, Card } from '../../src/chat/card.ts';
import { discordGuideCard, discordLockedCard, discordResultCard } from '../../src/chat/cards/discord-setup.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { boolean, optional } from '../../src/chat/options.ts';
import { readSettings, settingsForm, settingsProblems, type SettingsForm } from '../../src/chat/provider-form.ts';
import { secretsElsewhere } from '../../src/chat/secrets-elsewhere.ts';

/** Typed as `/imas setup discord`: the application, then its token and the server, then whether they work and the link that invites the bot. */
export const imasSetupDiscord = command({
  description: 'discordSetup.setup', needs: 'add_provider', hidden: true,
  options: z.object({ token: optional(boolean({ label: 'discordSetup.token_button', named: true })) }).catchall(z.string()),
  async run(ask, { token, ...typed }) {
    demand(ask.ctx, 'add_provider');
    const { ports } = ask;
    if (ports.lockedKinds.includes('DISCORD')) return shown(discordLockedCard(ask, (await ports.health()).platforms.find(({ name }) => name === 'discord'), await ports.discordInvite()));
    const whole = kindNamed('DISCORD', ports.providerKinds);
    // A webhook is another kind of provider under the same name.
    const kind = { ...whole, fields: whole.fields.filter(({ name }) => name !== 'webhook_url').map((field) => ({ ...field, required: field.name === 'bot_token' || field.name === 'guild_id' })) };
    const rows = (await listProviders(ask.ctx)).filter((row) => row.kind === kind.kind && row.config['webhook_url'] === undefined);
    const row = rows.find(({ isActive }) => isActive) ?? rows[0];
    const config = readSettings(kind, typed);
    const isNamed = Object.keys(config).length > 0;
    if (!isNamed && token !== true) return row === undefined ? shown(discordGuideCard(ask)) : tested(ask, row);
    const form: SettingsForm = { command: 'imas/setup-discord', args: { token: 'yes' }, values: typed, title: ask.say('discordSetup.setup_title') };
    if (row === undefined && (config['bot_token'] === undefined || config['guild_id'] === undefined)) return await secretsElsewhere(ask, '/imas setup discord') ?? settingsForm(ask, kind, form);
    try {
      return await tested(ask, await saved(ask, row, config));
    } catch (error) {
      const problems = settingsProblems(error, kind, ask);
      if (problems === undefined) throw error;
      return settingsForm(ask, kind, form, problems);
    }
  },
});

/** The row that is Discord's configuration, made or changed, and in use. */
async function saved({ ctx, ports }: Ask, row: Provider | undefined, config: Record<string, unknown>): Promise<Provider> {
  if (row === undefined) return addProvider(ctx, { kind: 'DISCORD', name: await freeName(ctx), config }, ports);
  const changed = await editProvider(ctx, row.id, { config }, ports);
  return changed.isActive ? changed : enableProvider(ctx, row.id);
}

/** A webhook may have the plain name. */
async function freeName(ctx: Ask['ctx']): Promise<string> {
  const taken = new Set((await listProviders(ctx)).map(({ name }) => name.toLowerCase()));
  return ['Discord', 'Discord bot', 'Discord server'].find((name) => !taken.has(name.toLowerCase())) ?? `Discord ${taken.size + 1}`;
}

const tested = async (ask: Ask, row: Provider): Promise<Answer> => {
  const test = await ask.ports.testProvider(row.id, '', undefined, ask.language);
  return shown(discordResultCard(ask, row, test, row.isActive ? await ask.ports.discordInvite() : undefined));
};
const shown = (card: Card): Answer => ({ kind: 'card', card, private: true });
