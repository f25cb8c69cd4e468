import type { Provider } from '../../domain/providers/find-provider.ts';
import { cardOf } from '../answer.ts';
import type { Action, Card } from '../card.ts';
import type { Ask } from '../command.ts';
import { button } from './button.ts';

const portal = 'https://discord.com/developers/applications';
const steps = ['step_create', 'step_token', 'step_private', 'step_server', 'step_enter'] as const;
const next = ['next_channel', 'next_role', 'next_people', 'next_access'] as const;

/** How to make the application in Discord, step by step. */
export function discordGuideCard(ask: Ask): Card {
  const { say } = ask;
  return cardOf({
    title: say('discordSetup.setup_title'), text: [[say('discordSetup.no_address')], ...steps.map((step, at) => [`${at + 1}. ${say(`discordSetup.${step}`)}`])],
    actions: [{ label: say('discordSetup.create_button'), url: portal }, ...button(ask, 'imas/setup-discord', 'discordSetup.token_button', { token: 'yes' }, { style: 'primary' })],
  });
}

/** What a test of the stored token found, the link that invites the bot, and what comes next. */
export function discordResultCard(ask: Ask, row: Provider, test: { ok: boolean; detail: string }, link: string | undefined): Card {
  const { say } = ask;
  const primary = { style: 'primary' } as const;
  return cardOf({
    title: say(test.ok ? 'discordSetup.connected' : 'discordSetup.not_working'), tone: test.ok ? 'good' : 'bad',
    text: [[test.detail], ...inviteText(ask, link)],
    blocks: test.ok ? [{ kind: 'list', items: next.map((key) => [say(`discordSetup.${key}`)]) }] : [],
    actions: [
      ...(test.ok ? button(ask, 'team/channel', 'slackSetup.channel_button', {}, primary) : []), ...inviteButton(ask, link), ...(test.ok ? button(ask, 'user/link', 'slackSetup.link_button') : []),
      ...button(ask, 'provider/edit', 'slackSetup.edit_button', { provider: row.name }, test.ok ? {} : primary), ...button(ask, 'imas/setup-discord', 'discordSetup.check'),
    ],
  });
}

/** Discord is set up in the environment: only how it is. @param health of the platform; undefined while it is not running */
export function discordLockedCard(ask: Ask, health: { ok: boolean; detail: string; amiss?: readonly string[] } | undefined, link: string | undefined): Card {
  const { say } = ask;
  const well = health?.ok === true;
  return cardOf({
    title: say(well ? 'discordSetup.connected' : 'discordSetup.not_working'), tone: well ? 'good' : 'bad',
    text: [...(health === undefined ? [[say('discordSetup.no_server')]] : [health.detail, ...(health.amiss ?? [])].filter((words) => words !== '').map((words) => [words])), [say('discordSetup.locked')], ...inviteText(ask, link)],
    blocks: well ? [{ kind: 'list', items: next.map((key) => [say(`discordSetup.${key}`)]) }] : [],
    actions: [...inviteButton(ask, link), ...button(ask, 'team/channel', 'slackSetup.channel_button'), ...button(ask, 'imas/setup-discord', 'discordSetup.check')],
  });
}

const inviteText = ({ say }: Ask, link: string | undefined) => (link === undefined ? [] : [[say('discordSetup.invite', { link })]]);
const inviteButton = ({ say }: Ask, link: string | undefined): Action[] => (link === undefined ? [] : [{ label: say('discordSetup.invite_button'), url: link }]);
