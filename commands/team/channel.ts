import { z } from 'zod';
import { editTeam } from '../../src/domain/people/edit-team.ts';
import { showTeam } from '../../src/domain/people/show-team.ts';
import { done, reply } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { channelWords } from '../../src/chat/cards/team.ts';
import { command } from '../../src/chat/command.ts';
import { orNone } from '../../src/chat/none.ts';
import { channel, choice, optional, team } from '../../src/chat/options.ts';

export const teamChannel = command({
  description: 'teamCommands.channel_of', title: 'titles.team_channel', needs: 'view_team', submit: 'teamCommands.save',
  options: z.object({
    team: team(),
    slack_channel_id: optional(channel({ picks: ['slack channel'], label: 'teamCommands.slack_channel', help: 'teamCommands.help_channel' })),
    discord_channel_id: optional(channel({ picks: ['discord channel'], label: 'teamCommands.discord_channel', help: 'teamCommands.help_channel', named: true })),
    primary_platform: optional(choice(['console', 'slack', 'discord'], { label: 'teamCommands.primary', named: true })),
  }),
  async run(ask, options) {
    const { team: before } = await showTeam(ask.ctx, options.team);
    const { slack_channel_id: slack, discord_channel_id: discord, primary_platform: primaryPlatform } = options;
    if (slack === undefined && discord === undefined && primaryPlatform === undefined) {
      return reply({ title: ask.say('teamCommands.spoken_to', { team: before.name }), text: [channelWords(before, ask), [ask.say('teamCommands.channel_how', { team: before.name, platform: ask.place?.platform === 'discord' ? 'discord' : 'slack' })]] });
    }
    const after = await editTeam(ask.ctx, before.id, {
      primaryPlatform, slackChannelId: slack === undefined ? undefined : orNone(slack), discordChannelId: discord === undefined ? undefined : orNone(discord),
    });
    const given = [['slack', slack, after.slackChannelId], ['discord', discord, after.discordChannelId]] as const;
    const amiss = (await Promise.all(given.map(async ([platform, word, id]) => (word === undefined || id === null ? undefined : ask.ports.checkChannel(platform, id))))).filter((one) => one !== undefined);
    return done(ask.say('teamCommands.spoken_to', { team: after.name }), { text: [channelWords(after, ask), ...amiss.map(({ key, params }) => [{ bold: ask.say(key, params) }])], actions: button(ask, 'team/show', 'teamCommands.look', { team: after.name }) });
  },
});
