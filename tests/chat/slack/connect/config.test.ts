import { expect, test } from 'vitest';
import { readConfig } from '../../../../src/config.ts';

test.each([
  [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /^The setting SLACK_SIGNING_SECRET or SLACK_APP_TOKEN is missing: .*\.$/],
  [{ SLACK_SIGNING_SECRET: 's' }, /^The setting SLACK_BOT_TOKEN is missing: with SLACK_SIGNING_SECRET .*\.$/],
  [{ SLACK_APP_TOKEN: 'xapp-1' }, /^The setting SLACK_BOT_TOKEN is missing: with SLACK_APP_TOKEN .*\.$/],
  [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', SLACK_API_URL: 'slack.com' }, /^The setting SLACK_API_URL is wrong/],
  [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', SLACK_API_URL: 'ftp://slack.com' }, /^The setting SLACK_API_URL is wrong: it should begin with http/],
])('%j ends the start with one sentence', (env, sentence) => expect(() => readConfig(env)).toThrow(sentence));

test.each([
  [{}],
  [{ SLACK_BOT_TOKEN: 'any token of a local Slack', SLACK_SIGNING_SECRET: 'old,new' }],
  [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL: 'http://127.0.0.1:4000/api' }],
  [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 's' }],
])('%j is taken', (env) => expect(readConfig(env)).toBeDefined());
