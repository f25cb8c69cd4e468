import { describe, expect, test } from 'vitest';
import { commands } from '../../../../commands/commands.ts';
import { rootOf, rootsOf } from '../../../../src/chat/commands.ts';
import { manifestOf } from '../../../../src/chat/slack/manifest.ts';
import { botEvents, botScopes, freeMethods, missingScopes, needs } from '../../../../src/chat/slack/scopes.ts';
import { sayIn, type TextKey } from '../../../../src/texts/say.ts';
import { filesIn, textOf } from '../../../code.ts';

const drawn = (['en', 'fr'] as const).map((language) => ({ language, it: manifestOf(commands, { name: 'IMAS', prefix: 'acme-', roots: rootsOf(commands), requestUrl: 'https://imas.example.com/slack/events', say: sayIn(language) }) }));

/* Limits: docs.slack.dev/reference/app-manifest, and 24 characters for a shortcut's name. */
describe.each(drawn)('the manifest in $language keeps Slack’s limits', ({ it: { display_information, features, settings, oauth_config } }) => {
  test('of the app', () => {
    expect(display_information.name.length).toBeLessThanOrEqual(35);
    expect(display_information.description.length).toBeLessThanOrEqual(140);
    expect(display_information.background_color).toMatch(/^#[0-9a-f]{6}$/);
    expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
  });
  test('of slash commands, each of which exists', () => {
    expect(features.slash_commands.length).toBeLessThanOrEqual(50);
    for (const { command, description, usage_hint } of features.slash_commands) {
      expect(command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
      expect(description.length).toBeLessThanOrEqual(2000);
      expect(usage_hint.length).toBeLessThanOrEqual(1000);
      expect(Object.keys(commands).map(rootOf)).toContain(command.slice('/acme-'.length));
    }
  });
  test('of shortcuts', () => {
    expect(features.shortcuts.length).toBeLessThanOrEqual(10);
    for (const { name, callback_id, description } of features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(callback_id.length).toBeLessThanOrEqual(255);
      expect(description.length).toBeLessThanOrEqual(150);
    }
  });
  test('of events and scopes', () => {
    expect(settings.event_subscriptions.bot_events.length).toBeLessThanOrEqual(100);
    expect(oauth_config.scopes.bot.length).toBeLessThanOrEqual(255);
  });
});

describe('a scope', () => {
  test.each(Object.entries(needs))('%s is asked for because something uses it', (_scope, { methods, events, feature }) => {
    expect(methods.length + events.length + (feature === undefined ? 0 : 1)).toBeGreaterThan(0);
    expect(events.filter((event) => !botEvents.includes(event))).toEqual([]);
  });
  test.each([
    ['nothing is said', undefined, []],
    ['nothing is said', ' ', []],
    ['all are granted', botScopes.join(','), []],
    ['two lack', botScopes.filter((scope) => !/^(pins|dnd):/.test(scope)).join(', '), ['dnd:read', 'pins:write']],
  ])('is missing when Slack says so: %s', (_what, granted, missing) => expect(missingScopes(granted)).toEqual(missing));
});

/** What the code calls and hears, read from it; lists about methods in general say nothing about that. */
const code = filesIn('src/chat/slack').filter((file) => !/\/(scopes|rates|verdicts|faults)\.ts$/.test(file)).map(textOf).join('\n');
const called = [...new Set(code.match(/(?<=['`])(?:auth|apps|bookmarks|bots|chat|conversations|dnd|files|pins|reactions|team|usergroups|users|views)\.[a-z][A-Za-z.]+(?=['`])/g))]
  // Our own texts have such names too.
  .filter((name) => sayIn('en')(name as TextKey) === name);

test('docs/slack.md says of every scope what it is for, and of no other', () => {
  const table = /^\| Scope \| For \|\n[^]+?\n\n/m.exec(textOf('docs/slack.md'))![0];
  const told = table.split('\n').flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, scope]) => scope!));
  expect(told.toSorted()).toEqual(botScopes.toSorted());
});

describe('the code and the manifest agree', () => {
  const listed = new Set(Object.values(needs).flatMap(({ methods }) => methods));
  test('every method that is called has a scope that allows it', () => {
    expect(called.length).toBeGreaterThan(10);
    expect(called.filter((method) => !listed.has(method) && !freeMethods.includes(method))).toEqual([]);
  });
  test('no scope is there for a method that nobody calls', () => expect([...listed].filter((method) => !called.includes(method))).toEqual([]));
  test('every event that is subscribed to is heard', () => {
    const heard = (event: string): boolean => new RegExp(`\\b${event.startsWith('message.') ? 'message' : event}: `).test(textOf('src/chat/slack/events.ts'));
    expect(botEvents.filter((event) => !heard(event))).toEqual([]);
  });
  test('every event that is heard is subscribed to', () => {
    const table = /const table[^{]+\{\n([^]+?)\n\};/.exec(textOf('src/chat/slack/events.ts'))![1]!;
    const keys = [...table.matchAll(/(?:^ {2}|, )([a-z]+(?:_[a-z]+)*): /gm)].map(([, key]) => key!).filter((key) => key !== 'message' && key.includes('_'));
    expect(keys.length).toBeGreaterThan(8);
    expect(keys.filter((key) => !botEvents.includes(key))).toEqual([]);
  });
});
