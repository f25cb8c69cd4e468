import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isSigned } from '../../../../src/chat/slack/signature.ts';

const now = Date.parse('2026-11-22T03:00:00Z');
const seconds = now / 1000;
const raw = 'command=%2Fimas&text=caf%C3%A9';
const sign = (secret: string, stamp: number | string, body = raw) => `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`;
const request = (stamp: number | string | undefined, signature: string | undefined, body = raw) => ({
  raw: body, headers: new Headers({ ...(stamp === undefined ? {} : { 'x-slack-request-timestamp': String(stamp) }), ...(signature === undefined ? {} : { 'x-slack-signature': signature }) }),
});

describe('a request is Slack’s', () => {
  test.each([
    ['signed now', seconds, 'new'],
    ['signed with the secret that is being replaced', seconds, 'old'],
    ['300 s old', seconds - 300, 'new'],
    ['300 s ahead', seconds + 300, 'new'],
  ])('%s', (_, stamp, secret) => {
    expect(isSigned(request(stamp, sign(secret, stamp)), ['new', 'old'], now)).toBe(true);
  });
  test('over bytes that are no form', () => {
    expect(isSigned(request(seconds, sign('new', seconds, '\u0000{é'), '\u0000{é'), ['new'], now)).toBe(true);
  });
});

describe('a request is somebody else’s', () => {
  test.each([
    ['301 s old', request(seconds - 301, sign('new', seconds - 301))],
    ['301 s ahead', request(seconds + 301, sign('new', seconds + 301))],
    ['signed with another secret', request(seconds, sign('other', seconds))],
    ['with a body that was changed', request(seconds, sign('new', seconds), `${raw} `)],
    ['with a stamp that was changed', request(seconds + 1, sign('new', seconds))],
    ['without a signature', request(seconds, undefined)],
    ['without a stamp', request(undefined, sign('new', ''))],
    ['with a stamp that is no number', request('NaN', sign('new', 'NaN'))],
    ['with an empty signature', request(seconds, '')],
    ['of a version unknown to us', request(seconds, sign('new', seconds).replace('v0', 'v1'))],
  ])('%s', (_, it) => {
    expect(isSigned(it, ['new', 'old'], now)).toBe(false);
  });
  test('nothing is signed where there is no secret', () => {
    expect(isSigned(request(seconds, sign('', seconds)), [], now)).toBe(false);
  });
});
