import { z } from 'zod';
import { kindNamed } from '../../src/domain/providers/checked-config.ts';
import { demand } from '../../src/permissions.ts';
import { slackGuideCard, slackLockedCard, slackResultCard } from '../../src/chat/cards/slack-setup.ts';
import { command } from '../../src/chat/command.ts';
import { boolean, optional } from '../../src/chat/options.ts';
import { setUpPlatform } from '../../src/chat/set-up-platform.ts';

/** Typed as `/imas setup slack`: the app, then its tokens, then whether they work. */
export const imasSetupSlack = command({
  description: 'slackSetup.setup', title: 'titles.imas_setup_slack', needs: 'add_provider', hidden: true,
  options: z.object({ tokens: optional(boolean({ label: 'slackSetup.tokens_button', named: true })) }).catchall(z.string()),
  async run(ask, { tokens, ...typed }) {
    demand(ask.ctx, 'add_provider');
    const { ports } = ask;
    if (ports.lockedKinds.includes('SLACK')) return { kind: 'card', private: true, card: slackLockedCard(ask, (await ports.health()).platforms.find(({ name }) => name === 'slack')) };
    return setUpPlatform(ask, {
      kind: kindNamed('SLACK', ports.providerKinds), isIt: () => true, needed: ['bot_token'],
      phrase: '/imas setup slack', form: { command: 'imas/setup-slack', args: { tokens: 'yes' }, title: ask.say('slackSetup.setup_title') }, wantsForm: tokens === true,
      name: () => 'Slack', guide: () => slackGuideCard(ask),
      result: async (row) => slackResultCard(ask, row, await ports.testProvider(row.id, '', undefined, ask.language)),
    }, typed);
  },
});
