import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { faultOf, SlackFault } from '../../../../src/chat/slack/faults.ts';
import { sayIn } from '../../../../src/texts/say.ts';

const refused = (error: string, more: object = {}) => new WebAPIPlatformError({ ok: false, error, ...more });
const because = (code: string) => new WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));

describe('the verdict on a fault of Slack', () => {
  test.each([
    ['internal_error', true], ['fatal_error', true], ['service_unavailable', true], ['request_timeout', true], ['ratelimited', true], ['team_added_to_org', true],
    ['channel_not_found', false], ['is_archived', false], ['not_in_channel', false], ['invalid_auth', false], ['token_revoked', false], ['account_inactive', false],
    ['missing_scope', false], ['user_not_found', false], ['user_disabled', false], ['msg_too_long', false], ['invalid_blocks', false],
    ['cant_update_message', false], ['message_not_found', false], ['restricted_action_read_only_channel', false], ['an_error_nobody_knows', false],
  ])('%s: worth another try: %s', (code, retry) => {
    expect(faultOf('chat.postMessage', refused(code))).toMatchObject({ code, retry });
  });
  test.each([
    ['a torn connection', because('ECONNRESET'), { code: 'network', retry: true, inDoubt: true }],
    ['a refused connection', because('ECONNREFUSED'), { code: 'unreachable', retry: true, inDoubt: false }],
    ['no answer in time', new WebAPIRequestError(new DOMException('too late', 'TimeoutError')), { code: 'timeout', retry: true, inDoubt: true }],
    ['no answer in time, after the head came', new DOMException('too late', 'TimeoutError'), { code: 'timeout', retry: true, inDoubt: true }],
    ['503', new WebAPIHTTPError(503, 'Service Unavailable', {}), { code: 'http_5xx', retry: true, inDoubt: true }],
    ['404', new WebAPIHTTPError(404, 'Not Found', {}), { code: 'http_4xx', retry: false }],
    ['429', new WebAPIRateLimitedError(30), { code: 'rate_limited', retry: true, retryAfterSeconds: 30, inDoubt: false }],
    ['429 without Retry-After', new Error('Retry header did not contain a valid timeout (url: x)'), { code: 'rate_limited', retry: true, retryAfterSeconds: 1 }],
    ['a page of a proxy', refused('<html>Bad gateway</html>'), { code: 'bad_answer', retry: true, inDoubt: true }],
  ])('%s', (_, error, verdict) => {
    expect(faultOf('chat.postMessage', error)).toMatchObject(verdict);
  });
  test.each([['channel_not_found', true], ['is_archived', true], ['not_in_channel', false]])('%s: the place is gone: %s', (code, gone) => {
    expect(new SlackFault('chat.postMessage', code).gone).toBe(gone);
  });
  test.each([['token_revoked', true], ['invalid_auth', true], ['missing_scope', true], ['user_not_found', false], ['is_archived', false], ['timeout', false]])('%s: nobody is reached until it is mended: %s', (code, forAll) => {
    expect(new SlackFault('chat.postMessage', code).forAll).toBe(forAll);
  });
  test.each(['en', 'fr'] as const)('a missing scope is named, with where to add it (%s)', (language) => {
    const sentence = faultOf('pins.add', refused('missing_scope', { needed: 'pins:write' })).said(sayIn(language));
    expect(sentence).toContain('pins:write');
    expect(sentence).toContain('https://api.slack.com/apps');
  });
});
