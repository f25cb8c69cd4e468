import { expect, test } from 'vitest';
import { anApi } from './an-api.ts';

test('a team’s user group of Slack and its role of Discord are read and changed, and taken away with null', async () => {
  await using api = await anApi();
  await api.ask('POST', '/api/v1/teams/', { body: { name: 'SRE', discord_role_id: '<@&1180123456789012345>', slack_user_group_id: 'S0123456789' } });
  expect((await api.ask('GET', '/api/v1/teams/SRE/')).body).toMatchObject({ discord_role_id: '1180123456789012345', slack_user_group_id: 'S0123456789' });
  expect((await api.ask('PATCH', '/api/v1/teams/SRE/', { body: { discord_role_id: null } })).body).toMatchObject({ discord_role_id: null, slack_user_group_id: 'S0123456789' });
  const refused = await api.ask('PATCH', '/api/v1/teams/SRE/', { body: { discord_role_id: 'on-call' } });
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('discord_role_id')]);
});
