import { describe, expect, test } from 'vitest';
import { ensureBuiltInGroups } from '../../../../src/domain/people/ensure-built-in-groups.ts';
import { setSetting } from '../../../../src/domain/settings/set-setting.ts';
import { system } from '../../../../src/context.ts';
import { directWith } from '../../../fakes/discord/messages.ts';
import { begin } from '../../../fakes/discord/interactions.ts';
import { anInbound, type Incoming } from './an-inbound.ts';

/** Bea presses a button in her direct messages, where Discord says nothing of her roles. @returns who spoke */
async function pressedDirectly(it: Incoming) {
  const before = it.reached.length;
  const interaction = begin(it.discord.world, { type: 3, userId: it.bea.id, channel: directWith(it.discord.world, it.bea.id), data: { custom_id: 'incident/ack?incident=INC-42#0', component_type: 2 }, what: 'a button', message: { id: String(before + 1), flags: 0 } });
  await it.discord.until('an answer', () => interaction.answers[0]);
  return it.reached[before]!.from;
}
const asked = (it: Incoming) => it.discord.calls.filter(({ path }) => path.includes(`/members/${it.bea.id}`)).length;
async function lend(it: Incoming, role: string): Promise<void> {
  const ctx = it.db.ctx(system('IMAS'));
  await ensureBuiltInGroups(ctx);
  await setSetting(ctx, 'discord_role_groups', `${role}=Operators`);
}

describe('in a direct conversation', () => {
  test('a role lends what it lends in the server, as long as somebody has it', async () => {
    await using it = await anInbound();
    const role = it.discord.addRole({ name: 'SRE' }).id;
    await lend(it, role);
    const roles = it.discord.world.guilds.get(it.discord.guildId)!.members.get(it.bea.id)!.roles;
    roles.add(role);
    expect(await pressedDirectly(it)).toMatchObject({ groups: ['Operators'], visitor: { isMember: true } });
    roles.delete(role);
    expect(await pressedDirectly(it)).not.toHaveProperty('groups');
  });
  test('whoever left the server is a stranger, and has no roles', async () => {
    await using it = await anInbound();
    await lend(it, it.discord.addRole({ name: 'SRE' }).id);
    it.discord.world.guilds.get(it.discord.guildId)!.members.delete(it.bea.id);
    expect(await pressedDirectly(it)).toMatchObject({ visitor: { isMember: false } });
  });
  test('nothing is asked about somebody with an account where no role lends anything', async () => {
    await using it = await anInbound();
    await it.db.sql`insert into users (username, discord_user_id) values ('bea', ${it.bea.id})`;
    expect(await pressedDirectly(it)).toHaveProperty('userId');
    expect(asked(it)).toBe(0);
  });
  test('a Discord that is ailing lends nothing, and the press is carried out', async () => {
    await using it = await anInbound();
    await lend(it, it.discord.addRole({ name: 'SRE' }).id);
    it.discord.fail('GET /guilds/:guild/members/:user', { status: 503 });
    expect(await pressedDirectly(it)).toMatchObject({ visitor: { isMember: false } });
  });
});
