import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../../commands/commands.ts';
import { nativeOption } from '../../../src/chat/discord/native-option.ts';
import { drawModal, readModal } from '../../../src/chat/discord/render/modal.ts';
import { formOf } from '../../../src/chat/form-of.ts';
import { optionsOf } from '../../../src/chat/option-info.ts';
import { drawModal as drawInSlack } from '../../../src/chat/slack/render/modal.ts';
import { readModal as readInSlack } from '../../../src/chat/slack/render/read-modal.ts';
import { sayIn } from '../../../src/texts/say.ts';
import { checkForm } from '../../fakes/discord/checks/form.ts';
import { wordsOf } from '../../fakes/discord/person/see.ts';
import { aTown } from './a-town.ts';

const say = sayIn('en');
const form = (command: string, values: Record<string, string> = {}) => formOf(command, commands[command]!, { args: { team: 'SRE' }, values }, say);
const drawn = (command: string, values: Record<string, string> = {}) => {
  const { modal, kept } = drawModal({ form: form(command, values), part: 0, values: {} }, say);
  expect(() => checkForm(JSON.parse(JSON.stringify(modal)))).not.toThrow();
  return { modal, kept, load: async (id: string) => kept.find((one) => one.id === id)?.value };
};

describe('what Discord lets pick', () => {
  test.each([['team/channel', 'discord_channel_id', 7], ['team/edit', 'discord_role_id', 8], ['user/link', 'chat_user', 6]])('is an option of its own kind: %s, %s', (command, option, type) => {
    expect(nativeOption(optionsOf(commands[command]!.options).find(({ name }) => name === option)!).type).toBe(type);
  });
  test('is a select in a form, with what is picked now, and text where what stands there is no id', () => {
    expect(drawn('team/channel').modal.components[1]).toMatchObject({ type: 18, component: { type: 8, channel_types: [0, 5] } });
    expect(drawn('team/channel', { discord_channel_id: '123' }).modal.components[1]).toMatchObject({ component: { type: 8, default_values: [{ id: '123', type: 'channel' }] } });
    expect(drawn('team/channel', { discord_channel_id: '#nowhere' }).modal.components[1]).toMatchObject({ component: { type: 4, value: '#nowhere' } });
  });
  test('is read back by its id, and taken away where it is picked no more', async () => {
    const { modal, load } = drawn('team/channel', { discord_channel_id: '123' });
    const filled = async (...values: string[]) => (await readModal(modal.custom_id, [{ component: { custom_id: 'discord_channel_id', values } }], say, load))!.values['discord_channel_id'];
    expect([await filled('456'), await filled()]).toEqual(['456', 'none']);
    const empty = drawn('team/channel');
    expect((await readModal(empty.modal.custom_id, [{ component: { custom_id: 'discord_channel_id', values: [] } }], say, empty.load))!.values['discord_channel_id']).toBe('');
  });
  test('is picked in Slack, too, if it is Slack’s', async () => {
    const { view } = drawInSlack(form('team/channel', { slack_channel_id: 'C0SRE' }), { say, carry: {} });
    expect(view.blocks).toMatchObject([{ element: { type: 'conversations_select', initial_conversation: 'C0SRE' } }, { element: { type: 'plain_text_input' } }, { element: { type: 'static_select' } }]);
    expect(drawInSlack(form('team/channel', { slack_channel_id: 'SRE' }), { say, carry: {} }).view.blocks[0]).toMatchObject({ element: { type: 'plain_text_input', initial_value: 'SRE' } });
    const block = view.blocks[0]!.block_id!;
    expect((await readInSlack({ ...view, state: { values: { [block]: { it: { selected_conversation: 'C0NEW' } } } } }, async () => undefined))!.values).toMatchObject({ slack_channel_id: 'C0NEW' });
  });
});

describe('in a Discord server', () => {
  let town: Awaited<ReturnType<typeof aTown>>;
  beforeAll(async () => { town = await aTown(); });
  afterAll(() => town[Symbol.asyncDispose]());
  const team = async () => (await town.world.app.sql<{ channel: string | null; role: string | null }[]>`select discord_channel_id as channel, discord_role_id as role from teams where name = 'SRE Core'`)[0];

  test('a channel is picked, and taken away by what pickers cannot say', async () => {
    const ada = await town.person('ada');
    const other = town.discord.addChannel({ name: 'sre-two' }).id;
    const said = await (await ada.slash('team channel', { team: 'SRE Core', discord_channel_id: 'sre-two' })).answer();
    expect([wordsOf(said), await team()]).toMatchObject([expect.stringContaining(`<#${other}>`), { channel: other }]);
    await (await ada.slash('team channel', { team: 'SRE Core', more: 'discord_channel_id:none' })).answer();
    expect(await team()).toMatchObject({ channel: null });
  });
  test('a role is picked in a form', async () => {
    const ada = await town.person('ada');
    const role = town.discord.addRole({ name: 'on call' }).id;
    const first = await ada.slash('team edit', { team: 'SRE Core' });
    expect(first.form).toBeDefined();
    const next = await (await ada.submit({})).answer();
    await ada.press(next, 'Continue');
    await (await ada.submit({ 'Discord role while on call': 'on call' })).answer();
    expect(await team()).toMatchObject({ role });
  });
  test('an account is picked', async () => {
    const ada = await town.person('ada');
    await town.world.app.sql`insert into users (username) values ('zoe')`;
    const member = town.discord.addMember({ name: 'zoe.in.discord' });
    await (await ada.slash('user link', { user: '@zoe', chat_user: 'zoe.in.discord' })).answer();
    expect(await town.world.app.sql`select discord_user_id as id from users where username = 'zoe'`).toEqual([{ id: member.user.id }]);
  });
});
