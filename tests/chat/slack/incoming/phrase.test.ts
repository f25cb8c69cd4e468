import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commands } from '../../../../commands/commands.ts';
import { findCommand } from '../../../../src/chat/find-command.ts';
import { afterMention, phraseOfCommand, typedText } from '../../../../src/chat/slack/phrase.ts';

describe('a slash command is a phrase', () => {
  test.each([
    ['/incident', 'list', '/incident list'],
    ['/incident', '', '/incident'],
    ['/imas', 'status', '/imas status'],
    ['/imas', 'incident list', '/imas incident list'],
    ['/acme-incident', 'ack 42', '/incident ack 42'],
    ['/acme_page', 'SRE down', '/page SRE down'],
    ['/acmeoncall', '', '/oncall'],
    ['/acme-on-call', '', '/on-call'],
    ['/inc', '42', '/inc 42'],
    ['/ACME-IMAS', 'help', '/imas help'],
    ['/weather', 'now', '/weather now'],
  ])('%s %s', (command, text, phrase) => {
    expect(phraseOfCommand(command, text, commands)).toBe(phrase);
  });
  test('everything is said behind /imas as well as by its own command', () => {
    expect(findCommand(phraseOfCommand('/imas', 'incident list', commands), commands)).toMatchObject({ kind: 'command', name: 'incident/list' });
  });
});

describe('what was typed is read out of its escaped form', () => {
  test.each([
    ['<@U1|bea> "a b"', '<@U1> "a b"'],
    ['R&amp;D &lt;3 &gt; 2', 'R&D <3 > 2'],
    ['&amp;lt;', '&lt;'],
    ['note see <#C1|general>', 'note see #general'],
    ['slack_channel_id:<#C1|general>', 'slack_channel_id:C1'],
    ['team channel SRE <#C1|general>', 'team channel SRE C1'],
    ['channel SRE <#C1|general>', 'channel SRE C1'],
    ['see <#C1|>', 'see C1'],
    ['<!subteam^S1|@sre> now', '@sre now'],
    ['<!channel>', '@channel'],
    ['<https://example.com/a?b=1&amp;c=2>', 'https://example.com/a?b=1&c=2'],
    ['<http://example.com|example.com>', 'http://example.com'],
    ['<mailto:bea@example.com|bea@example.com>', 'bea@example.com'],
  ])('%s', (escaped, typed) => {
    expect(typedText(escaped)).toBe(typed);
  });
  test('any text that Slack escaped comes out as it was typed', () => {
    const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => { expect(typedText(escape(text))).toBe(text.trim()); }));
  });
});

describe('what is said to us', () => {
  test.each([
    ['<@UBOT> ack', 'ack'],
    ['hey <@UBOT|imas>, ack 42', 'ack 42'],
    ['<@U1> says <@UBOT> page <@U2>', 'page <@U2>'],
    ['<@UBOT>', ''],
    ['nobody is named', 'nobody is named'],
  ])('%s', (text, said) => {
    expect(afterMention(text, 'UBOT')).toBe(said);
  });
  test('while we do not know who we are, whoever is named first is taken for us', () => {
    expect(afterMention('<@UBOT> page <@U2>', undefined)).toBe('page <@U2>');
  });
});
