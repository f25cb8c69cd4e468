import { expect, test } from 'vitest';
import { slackRoutes, type SlackDoor } from '../../../../src/http/routes/slack.ts';
import { aServer, ask } from '../../../http/a-server.ts';

const door = (handle: SlackDoor['handle']) => aServer({ routes: [slackRoutes(() => ({ handle }))] });

test('the bytes come through as they were sent', async () => {
  const seen: string[] = [];
  await using server = await door(async ({ raw, headers }) => { seen.push(raw, headers.get('x-slack-signature') ?? ''); return new Response('taken'); });
  const got = await ask(server.origin, '/slack/events', { method: 'POST', headers: { 'x-slack-signature': 'v0=1' }, body: 'text=caf%C3%A9&x= é' });
  expect([got.status, got.body, seen]).toEqual([200, 'taken', ['text=caf%C3%A9&x= é', 'v0=1']]);
});
test('while Slack is not connected it says so', async () => {
  await using server = await door(undefined);
  const got = await ask(server.origin, '/slack/events', { method: 'POST', body: '{}' });
  expect([got.status, got.body]).toEqual([503, expect.stringContaining('/imas setup slack')]);
});
test('a body of more than 1 MiB is refused before it is read', async () => {
  await using server = await door(async () => new Response('taken'));
  expect((await ask(server.origin, '/slack/events', { method: 'POST', body: Buffer.alloc(1024 * 1024 + 1, 'a') })).status).toBe(413);
});
