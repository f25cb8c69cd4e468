import { expect, test } from 'vitest';
import { DiscordFault } from '../../src/chat/discord/faults.ts';
import { failingOf, faultOf, isAboutAll } from '../../src/chat/fault.ts';
import { SlackFault } from '../../src/chat/slack/faults.ts';

const slack = (code: string, retryAfterSeconds?: number) => new SlackFault('chat.postMessage', code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
const discord = (code: string, method = 'POST /channels/1/messages') => new DiscordFault(method, code);

test.each<[what: string, fault: Error, all: boolean | undefined]>([
  ['Slack that does not answer', slack('timeout'), true],
  ['Slack that says 503', slack('http_5xx'), true],
  ['a revoked token', slack('token_revoked'), true],
  ['a missing scope, which spoils only what it is for', slack('missing_scope'), false],
  ['a channel that is gone', slack('channel_not_found'), false],
  ['a message that Slack does not take', slack('invalid_blocks'), false],
  ['a 429, which says neither that nor the opposite', slack('rate_limited', 3600), undefined],
  ['Discord that tears the connection', discord('network'), true],
  ['a wrong token of Discord', discord('bad_token'), true],
  ['a server that the bot was put out of', discord('not_in_guild', 'GET /guilds/1'), true],
  ['a permission that is missing in one channel', discord('50013'), false],
  ['a ban that we keep ourselves from', discord('guarded'), undefined],
])('is the platform away as a whole? %s: %#', (_, fault, all) => {
  expect(isAboutAll(faultOf(fault))).toBe(all);
});

test.each<[what: string, fault: Error, atOnce: boolean]>([
  ['a passing fault', slack('timeout'), false],
  ['a wait of half a minute', slack('rate_limited', 30), false],
  ['a wait of an hour', slack('rate_limited', 3600), true],
  ['a refusal', slack('restricted_action'), true],
])('is it no use waiting? %s: %#', (_, fault, atOnce) => {
  expect(failingOf(faultOf(fault), 30)).toMatchObject({ atOnce, said: { key: expect.stringContaining('slackFaults.') as string } });
});
