import { expect, test, vi } from 'vitest';
import { hearOfServers } from '../../../../src/chat/discord/server-events.ts';
import { anInbound } from './an-inbound.ts';

const [ours, other] = ['100', '200'];

test.each([
  ['CHANNEL_DELETE', { id: '1', guild_id: ours }, ['channelGone', '1']],
  ['THREAD_DELETE', { id: '1', guild_id: ours }, ['channelGone', '1']],
  ['CHANNEL_UPDATE', { id: '1', guild_id: ours }, ['channelChanged', '1']],
  ['GUILD_ROLE_DELETE', { guild_id: ours, role_id: '7' }, ['rolesChanged', '7']],
  ['GUILD_ROLE_DELETE', { guild_id: other, role_id: '7' }, undefined],
  ['GUILD_ROLE_UPDATE', { guild_id: ours }, ['rolesChanged']],
  ['GUILD_ROLE_UPDATE', { guild_id: other }, undefined],
  ['GUILD_MEMBER_UPDATE', { guild_id: ours, user: { id: 'bot' } }, ['rolesChanged']],
  ['GUILD_MEMBER_UPDATE', { guild_id: ours, user: { id: 'ada' } }, undefined],
  ['GUILD_MEMBER_UPDATE', { guild_id: other, user: { id: 'bot' } }, undefined],
  ['GUILD_CREATE', { id: ours }, ['seen', true, 'guild', true]],
  ['GUILD_CREATE', { id: other }, ['elsewhere']],
  ['GUILD_DELETE', { id: ours }, ['seen', false, 'guild', false]],
  ['GUILD_DELETE', { id: ours, unavailable: true }, undefined],
  ['GUILD_DELETE', { id: other }, ['elsewhere']],
])('%s of %j is %j', (event, data, expected) => {
  const told: unknown[] = [];
  const note = (name: string) => (...more: unknown[]) => void told.push(name, ...more);
  const hooks = { guild: note('guild'), elsewhere: note('elsewhere'), channelGone: note('channelGone'), channelChanged: note('channelChanged'), rolesChanged: note('rolesChanged') };
  hearOfServers((name, work) => { if (name === event) work(data as never); }, { guildId: ours, isUs: (id) => id === 'bot', seen: note('seen'), hooks });
  expect(told).toEqual(expected ?? []);
});

test('what cannot be read ends nothing', async () => {
  const ended = vi.fn<() => void>();
  process.on('unhandledRejection', ended);
  await using it = await anInbound();
  for (const event of ['CHANNEL_DELETE', 'GUILD_ROLE_UPDATE', 'THREAD_DELETE']) it.discord.world.happened(event, null as never);
  expect((await it.bea.slash('incident list')).shown).toBe('answer');
  process.off('unhandledRejection', ended);
  expect([ended.mock.calls.length, it.discord.gateway.identifies.length]).toEqual([0, 1]);
});
