import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/commands.ts';
import { rootsOf } from '../../src/chat/commands.ts';
import type { Manifest } from '../../src/chat/slack/manifest.ts';
import { runCli } from '../../src/cli/run.ts';

/** The verb, where nothing can be opened: neither service nor database. */
async function run(argv: readonly string[], env: Record<string, string> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const never = () => Promise.reject(new Error('opened'));
  const code = await runCli(['slack-manifest', ...argv], { env, commands, print: (line) => out.push(line), error: (line) => err.push(line), open: never, serve: never });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
const manifest = async (argv: readonly string[] = [], env: Record<string, string> = {}) => JSON.parse((await run(argv, env)).out) as Manifest;
const names = ({ features }: Manifest) => features.slash_commands.map(({ command }) => command);
const publicly = { PUBLIC_URL: 'https://imas.example.com' };

describe('slash commands', () => {
  test('the usual four unless others are chosen', async () => expect(names(await manifest())).toEqual(['/incident', '/oncall', '/page', '/imas']));
  test.each([
    [['--commands', 'imas'], ['/imas']],
    [['--commands', 'IMAS, /team,imas'], ['/imas', '/team']],
    [['--commands', 'all'], rootsOf(commands).map((root) => `/${root}`)],
    [['--prefix', 'acme-', '--commands', 'imas,page'], ['/acme-imas', '/acme-page']],
  ])('%j', async (argv, expected) => expect(names(await manifest(argv))).toEqual(expected));
  test('each has a description, the sub-commands as a hint, and people as ids', async () => {
    const { features } = await manifest(['--commands', 'all']);
    expect(features.slash_commands.find(({ command }) => command === '/oncall')).toMatchObject({ usage_hint: expect.stringMatching(/^who \| set \| rotate \| schedule/) as string, should_escape: true });
    expect(features.slash_commands.filter(({ description, usage_hint }) => description === '' || usage_hint === '')).toEqual([]);
  });
  test.each([
    [['--commands', 'imas,pages'], 'There is no command “/pages”.'],
    [['--commands', 'constructor'], 'There is no command “/constructor”.'],
    [['--prefix', 'a b'], 'Slack takes no command called “/a bincident”'],
    [['--prefix', 'x'.repeat(24)], 'Slack takes no command called'],
  ])('%j is wrong usage, with a reason', async (argv, reason) => {
    const { code, out, err } = await run(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(reason);
  });
});

describe('how Slack reaches us', () => {
  test('with PUBLIC_URL everything comes to one address', async () => {
    const { settings, features } = await manifest([], publicly);
    const url = 'https://imas.example.com/slack/events';
    expect(settings).toMatchObject({ socket_mode_enabled: false, event_subscriptions: { request_url: url }, interactivity: { is_enabled: true, request_url: url, message_menu_options_url: url } });
    expect(features.slash_commands.map((command) => command.url)).toEqual([url, url, url, url]);
  });
  test.each([
    ['asked for', ['--socket'], publicly, ''],
    ['chosen by the app token', [], { ...publicly, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }, ''],
    ['all that is left without PUBLIC_URL, and said so', [], {}, 'PUBLIC_URL is not set'],
  ])('Socket Mode, %s, names no address', async (_why, argv, env, note) => {
    const { out, err } = await run(argv, env);
    expect((JSON.parse(out) as Manifest).settings.socket_mode_enabled).toBe(true);
    expect(out).not.toMatch(/https?:/);
    expect(err.startsWith(note) && (err === '') === (note === '')).toBe(true);
  });
  test('an address that Slack refuses is printed, with a warning beside it', async () => {
    const { out, err } = await run([], { PUBLIC_URL: 'http://127.0.0.1:3000' });
    expect(out).toContain('"http://127.0.0.1:3000/slack/events"');
    expect(err).toContain('--socket');
  });
});

test('--name names the app, and the bot as Slack allows', async () => {
  const { display_information, features } = await manifest(['--name', 'Équipe SRE – Incidents']);
  expect(display_information.name).toBe('Équipe SRE – Incidents');
  expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
});

test('speaks the language of IMAS_LANGUAGE', async () => {
  expect((await manifest([], { IMAS_LANGUAGE: 'fr' })).features.shortcuts[0]!.name).toBe('Déclarer un incident');
});
