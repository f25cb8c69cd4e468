import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../../commands/commands.ts';
import { registerDirectCommands } from '../../../src/chat/discord/register.ts';
import { setSetting } from '../../../src/domain/settings/set-setting.ts';
import { directWith } from '../../fakes/discord/messages.ts';
import { wordsOf } from '../../fakes/discord/person/see.ts';
import { aClient } from './a-client.ts';
import { aTown } from './a-town.ts';

describe('a command in a direct conversation with the bot', () => {
  let town: Awaited<ReturnType<typeof aTown>>;
  beforeAll(async () => {
    town = await aTown();
    const { sql } = town.world.app;
    await registerDirectCommands({ discord: aClient(town.discord, { sql }), sql, commands }, { always: true });
  });
  afterAll(() => town[Symbol.asyncDispose]());
  const said = async (who: Awaited<ReturnType<typeof town.person>>, words: string, values = {}) => wordsOf(await (await who.slash(words, values, { channel: directWith(town.discord.world, who.id).id })).answer());

  test('is carried out for whoever has an account, and completed', async () => {
    const ada = await town.person('ada');
    expect(await said(ada, 'incident declare', { severity: 'SEV4_LOW', title: 'Disk is full', service: 'redis-prod' })).toContain('INC-1');
    const choices = await ada.complete('incident show', { incident: 'disk' }, { channel: directWith(town.discord.world, ada.id).id });
    expect(choices.map(({ value }) => value)).toEqual(['INC-1']);
  });
  test('asks by a form for what is missing, in which nothing of a server is to be picked', async () => {
    const ada = await town.person('ada');
    const { form } = await ada.slash('team channel', {}, { channel: directWith(town.discord.world, ada.id).id });
    expect(form).toBeDefined();
    expect(JSON.stringify(form!.modal)).not.toMatch(/"type":[5678],/);
    ada.cancel();
  });
  test('has the rights of the roles that somebody has in the server, and none of a stranger’s', async () => {
    const role = town.discord.addRole({ name: 'SRE' }).id;
    await setSetting(town.world.app.ctx, 'discord_role_groups', `${role}=Operators`);
    await town.world.app.sql`insert into users (username) values ('zoe')`;
    const zoe = await town.person('zoe', [role]);
    expect(await said(zoe, 'incident resolve', { incident: 'INC-1', note: 'cleaned' })).toMatch(/INC-1/);
    expect(await town.world.app.sql`select status from incidents`).toEqual([{ status: 'RESOLVED' }]);
    const max = await town.person('max.of.another.server');
    town.discord.world.guilds.get(town.discord.guildId)!.members.delete(max.id);
    expect(await said(max, 'incident list')).not.toContain('Disk');
  });
});
