import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../../src/config.ts';
import { slackSettings } from '../../../../src/chat/slack/settings.ts';

const stored = { bot_token: 'xoxb-stored', signing_secret: 'stored-secret', app_token: 'xapp-stored', default_channel: 'C1', api_url: 'http://stored.example/api' };

describe('the settings of Slack', () => {
  test('are not there without a bot token', () => {
    expect(slackSettings(readConfig({}))).toBeUndefined();
  });
  test('are those of the provider when the environment says nothing', () => {
    expect(slackSettings(readConfig({}), stored)).toEqual({ botToken: 'xoxb-stored', signingSecrets: ['stored-secret'], appToken: 'xapp-stored', apiUrl: 'http://stored.example/api/', defaultChannel: 'C1' });
  });
  test('are those of the environment where it speaks', () => {
    const env = readConfig({ SLACK_BOT_TOKEN: 'xoxb-env', SLACK_SIGNING_SECRET: 'env-secret', SLACK_APP_TOKEN: 'xapp-env', SLACK_API_URL: 'http://env.example/api' });
    expect(slackSettings(env, stored)).toMatchObject({ botToken: 'xoxb-env', signingSecrets: ['env-secret'], appToken: 'xapp-env', apiUrl: 'http://env.example/api/' });
  });
  test('have two signing secrets while one is being changed', () => {
    expect(slackSettings({ ...readConfig({}) }, { ...stored, signing_secret: 'new, old' })?.signingSecrets).toEqual(['new', 'old']);
  });
  test.each(['http://it.example/api', 'http://it.example/api/', 'http://it.example/api//'])('the address %s ends in one slash', (api_url) => {
    expect(slackSettings(readConfig({}), { ...stored, api_url })?.apiUrl).toBe('http://it.example/api/');
  });
  test('the address is that of Slack unless another is given', () => {
    expect(slackSettings(readConfig({}), { bot_token: 'xoxb-1' })?.apiUrl).toBe('https://slack.com/api/');
  });
});
