import type { Provider } from '../../domain/providers/find-provider.ts';
import { cardOf } from '../answer.ts';
import type { Card, Rich } from '../card.ts';
import type { Ask } from '../command.ts';
import { button } from './button.ts';

const newApp = 'https://api.slack.com/apps?new_app=1';

/** How to make the app in Slack, step by step, with the manifest to paste where it can be copied. */
export function slackGuideCard(ask: Ask): Card {
  const { say, ports, place } = ask;
  const { json, socket } = ports.slackManifest(ask.language);
  const copies = place === undefined || place.platform === 'console';
  const steps = (['step_create', 'step_install', socket ? 'step_app_token' : 'step_signing', 'step_tokens'] as const).map((step, index): Rich => [`${index + 1}. ${say(`slackSetup.${step}`)}`]);
  return cardOf({
    title: say('slackSetup.setup_title'), text: [[socket ? say('slackSetup.setup_socket') : say('slackSetup.setup_http', { url: ports.baseUrl })], ...steps],
    blocks: copies ? [{ kind: 'code', code: json, label: say('slackSetup.manifest') }] : [{ kind: 'text', text: [say('slackSetup.manifest_elsewhere')] }],
    actions: [{ label: say('slackSetup.create_button'), url: newApp }, ...button(ask, 'imas/setup-slack', 'slackSetup.tokens_button', { tokens: 'yes' }, { style: 'primary' })],
  });
}

/** What a test of the stored tokens found, and what comes next. */
export function slackResultCard(ask: Ask, row: Provider, test: { ok: boolean; detail: string }): Card {
  const { say, ports } = ask;
  const isHttp = row.config['app_token'] === undefined;
  const hears = !isHttp || row.config['signing_secret'] !== undefined;
  const well = test.ok && hears;
  const args = { provider: row.name };
  return cardOf({
    title: say(well ? 'slackSetup.connected' : 'slackSetup.not_working'), tone: well ? 'good' : 'bad',
    text: [[test.detail], ...(hears && isHttp && ports.slackManifest(ask.language).socket ? [[{ bold: say('slackSetup.http_unreached', { url: ports.baseUrl }) }]] : [])],
    blocks: well ? [{ kind: 'list', items: [[say('slackSetup.next_channel')], [say('slackSetup.next_people')], [say('slackSetup.next_access')]] }] : [],
    actions: [
      ...(well ? [...button(ask, 'team/channel', 'slackSetup.channel_button', {}, { style: 'primary' }), ...button(ask, 'user/link', 'slackSetup.link_button')] : []),
      ...button(ask, 'provider/edit', 'slackSetup.edit_button', args, well ? {} : { style: 'primary' }), ...button(ask, 'imas/setup-slack', 'slackSetup.check'),
    ],
  });
}

/** Slack is set up in the environment: only how it is. @param health of the platform; undefined while it is not running */
export function slackLockedCard(ask: Ask, health: { ok: boolean; detail: string } | undefined): Card {
  const { say } = ask;
  const well = health?.ok === true;
  return cardOf({
    title: say(well ? 'slackSetup.connected' : 'slackSetup.not_working'), tone: well ? 'good' : 'bad',
    text: [...(health === undefined || health.detail === '' ? [] : [[health.detail]]), [say('slackSetup.locked')], ...(well ? [[say('slackSetup.next_access')]] : [])],
    actions: [...button(ask, 'team/channel', 'slackSetup.channel_button'), ...button(ask, 'imas/setup-slack', 'slackSetup.check')],
  });
}
