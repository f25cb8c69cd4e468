import { z } from 'zod';
import { kindNamed } from '../../src/domain/providers/checked-config.ts';
import { demand } from '../../src/permissions.ts';
import { discordGuideCard, discordLockedCard, discordResultCard } from '../../src/chat/cards/discord-setup.ts';
import { command } from '../../src/chat/command.ts';
import { boolean, optional } from '../../src/chat/options.ts';
import { setUpPlatform } from '../../src/chat/set-up-platform.ts';

/** Typed as `/imas setup discord`: the application, then its token and the server, then whether they work and the link that invites the bot. */
export const imasSetupDiscord = command({
  description: 'discordSetup.setup', title: 'titles.imas_setup_discord', needs: 'add_provider', hidden: true,
  options: z.object({ token: optional(boolean({ label: 'discordSetup.token_button', named: true })) }).catchall(z.string()),
  async run(ask, { token, ...typed }) {
    demand(ask.ctx, 'add_provider');
    const { ports } = ask;
    if (ports.lockedKinds.includes('DISCORD')) return { kind: 'card', private: true, card: discordLockedCard(ask, (await ports.health()).platforms.find(({ name }) => name === 'discord'), await ports.discordInvite()) };
    const whole = kindNamed('DISCORD', ports.providerKinds);
    const needed = ['bot_token', 'guild_id'];
    return setUpPlatform(ask, {
      // A webhook is another kind of provider under the same name.
      kind: { ...whole, fields: whole.fields.filter(({ name }) => name !== 'webhook_url').map((field) => ({ ...field, required: needed.includes(field.name) })) },
      isIt: (row) => row.config['webhook_url'] === undefined, needed,
      phrase: '/imas setup discord', form: { command: 'imas/setup-discord', args: { token: 'yes' }, title: ask.say('discordSetup.setup_title') }, wantsForm: token === true,
      name: (all) => freeName(all.map(({ name }) => name.toLowerCase())), guide: () => discordGuideCard(ask),
      result: async (row) => discordResultCard(ask, row, await ports.testProvider(row.id, '', undefined, ask.language), row.isActive ? await ports.discordInvite() : undefined),
    }, typed);
  },
});

/** A webhook may have the plain name. */
const freeName = (taken: readonly string[]): string => ['Discord', 'Discord bot', 'Discord server'].find((name) => !taken.includes(name.toLowerCase())) ?? `Discord ${taken.length + 1}`;
