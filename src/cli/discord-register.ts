import { inviteLink } from '../chat/discord/invite.ts';
import { applicationOf, registerCommands, registerDirectCommands } from '../chat/discord/register.ts';
import { discordRest } from '../chat/discord/rest.ts';
import { discordSettings } from '../chat/discord/settings.ts';
import { PlatformFault } from '../chat/platform-fault.ts';
import { exit, type VerbRun } from './deps.ts';

/** The link that invites the bot, and its commands registered in the server by one call, whether they changed or not; and with `--direct-messages` by another for these, which then stay up to date. */
export const run: VerbRun = async ({ flags }, { commands, config, print, error, say, withApp }) => withApp('imas discord-register', async ({ ctx, storedPlatform }) => {
  const settings = discordSettings(config(), await storedPlatform('DISCORD'));
  if (settings === undefined) {
    error(say('discordIncoming.not_set_up'));
    return exit.failed;
  }
  const discord = discordRest({ settings, sql: ctx.sql, log: ctx.log, say });
  try {
    print(say('discordIncoming.invite'));
    print(inviteLink({ applicationId: await applicationOf(discord), guildId: settings.guildId }));
    const n = await registerCommands({ discord, sql: ctx.sql, commands }, { always: true });
    print(say('discordIncoming.registered', { n: n!, guild: settings.guildId }));
    if (flags.has('direct-messages')) {
      const direct = await registerDirectCommands({ discord, sql: ctx.sql, commands }, { always: true });
      print(say('discordIncoming.registered_direct', { n: direct! }));
    }
    return exit.ok;
  } catch (fault) {
    if (!(fault instanceof PlatformFault)) throw fault;
    error(say('discordIncoming.not_registered', { why: fault.said(say) }));
    return exit.failed;
  }
});
