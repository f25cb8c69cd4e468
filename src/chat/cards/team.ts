import type { OnCall } from '../../domain/oncall/who-is-on-call.ts';
import type { Member } from '../../domain/people/people-of.ts';
import type { Team } from '../../domain/people/schema.ts';
import { spokenPlatform } from '../../domain/people/spoken-platform.ts';
import type { Language } from '../../texts/say.ts';
import { cardOf } from '../answer.ts';
import type { Block, Card, Rich, Span } from '../card.ts';
import type { Drawing } from '../command.ts';
import { platformNames } from '../platform-names.ts';
import { sayWorkingHours } from '../working-hours.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';
import { onCallLine } from './on-call-line.ts';

export interface TeamView { team: Team; members: readonly Member[]; onCall: readonly OnCall[]; services: readonly string[] }

/** All teams in a line each: name, who is on call, how many belong to it. */
export function teamsCard(draw: Drawing, teams: readonly Team[], onCall: readonly OnCall[], members: readonly Member[], total: number): Card {
  const { say } = draw;
  const lines = teams.map((team): Rich => [
    { bold: team.name }, ` · ${say('teamCommands.on_call')}: `, ...onCallLine(onCall.filter((row) => row.teamId === team.id), draw),
    ` · ${say('teamCommands.n_members', { n: members.filter((member) => member.teamId === team.id).length })}`,
    ...(team.state === 'shadow' ? [` · ${say('teamCommands.shadow')}`] : []),
  ]);
  return cardOf({
    title: say('teamCommands.teams', { n: total }), blocks: longList(lines, say, total),
    actions: [...button(draw, 'team/create', 'teamCommands.new_team')],
  });
}

/** One team: who answers first, then who belongs to it, what it owns, how it is reached. */
export function teamCard(draw: Drawing, { team, members, onCall, services }: TeamView, language: Language): Card {
  const { say } = draw;
  const args = { team: team.name };
  const people = members.flatMap((member, index): Rich => [
    ...(index === 0 ? [] : [', ']), { person: member.userId, name: member.username },
    ...(member.role === 'manager' ? [` (${say('teamCommands.manager')})`] : []), ...(member.isActive ? [] : [` (${say('teamCommands.disabled')})`]),
  ]);
  const fact = (label: string, value: Rich) => ({ label, value });
  const first = onCall[0];
  const facts: Block = {
    kind: 'facts', facts: [
      fact(say('teamCommands.on_call_now'), onCallLine(onCall, draw)),
      fact(say('teamCommands.members'), people.length === 0 ? [say('teamCommands.none_yet')] : people),
      fact(say('teamCommands.services'), [services.length === 0 ? say('teamCommands.none_yet') : services.join(', ')]),
      fact(say('teamCommands.channel'), channelWords(team, draw)),
      ...(team.slackUserGroupId === null ? [] : [fact(say('turns.slack_user_group'), [team.slackUserGroupId])]),
      ...(team.discordRoleId === null ? [] : [fact(say('turns.discord_role'), [{ place: team.discordRoleId, of: 'discord role' }])]),
      fact(say('teamCommands.hours'), [`${sayWorkingHours(team.workingHours, language)} (${team.timeZone})`]),
      fact(say('teamCommands.timeout'), [say('teamCommands.n_minutes', { n: team.acknowledgeTimeoutMinutes })]),
    ],
  };
  return cardOf({
    title: team.name, text: [...(team.description === '' ? [] : [[team.description]]), ...(team.state === 'shadow' ? [[{ bold: say('teamCommands.shadow_means') }]] : [])],
    blocks: [facts],
    actions: [
      ...(members.length > 1 ? button(draw, 'oncall/rotate', 'teamCommands.rotate', { ...args, instead_of: first?.userId ?? 'nobody' }) : []),
      ...button(draw, 'oncall/set', 'teamCommands.set_on_call', args), ...button(draw, 'team/member', 'teamCommands.add_member', args), ...button(draw, 'team/edit', 'teamCommands.edit', args),
    ],
  });
}

/** Where the team is spoken to, the primary platform first. */
export function channelWords(team: Team, { say }: Pick<Drawing, 'say'>): Rich {
  const primary = spokenPlatform(team);
  const places: Record<typeof primary, Span | null> = {
    console: `#${team.slug}`, slack: team.slackChannelId === null ? null : { place: team.slackChannelId, of: 'slack channel' }, discord: team.discordChannelId === null ? null : { place: team.discordChannelId, of: 'discord channel' },
  };
  const order = [primary, ...(['console', 'slack', 'discord'] as const).filter((name) => name !== primary)];
  return order.filter((name) => name === primary || places[name] !== null)
    .flatMap((name, at): Rich => [`${at === 0 ? '' : ' · '}${platformNames[name]} `, places[name] ?? say('teamCommands.not_set')]);
}
