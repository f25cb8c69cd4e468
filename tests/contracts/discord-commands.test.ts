import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/commands.ts';
import { commandsOf, longSubs, rootsOf } from '../../src/chat/commands.ts';
import { nativesOf } from '../../src/chat/discord/natives.ts';
import { directRegistrationOf, registrationOf, type SlashRoot } from '../../src/chat/discord/registration.ts';
import { formParts } from '../../src/chat/discord/render/form-parts.ts';
import { drawModal } from '../../src/chat/discord/render/modal.ts';
import { findCommand } from '../../src/chat/find-command.ts';
import { formOf } from '../../src/chat/form-of.ts';
import { sayIn } from '../../src/texts/say.ts';
import { unreadable } from '../chat/unreadable.ts';
import { checkCommands, sizeOf } from '../fakes/discord/checks/commands.ts';
import { checkForm } from '../fakes/discord/checks/form.ts';
import { wordsOfForm } from '../fakes/discord/person/see.ts';
import type { Json } from '../fakes/discord/state.ts';

const registered = registrationOf(commands);
const roots = registered.filter((one): one is SlashRoot => one.type === 1);
const asJson = (it: unknown): Json => JSON.parse(JSON.stringify(it)) as Json;

test('Discord takes all commands as they are registered', () => {
  expect(() => checkCommands(registered.map(asJson))).not.toThrow();
});

describe('what is registered for direct conversations', () => {
  const direct = directRegistrationOf(commands);
  test('is what Discord takes, in no context but that, so that nothing stands twice in a server', () => {
    expect(() => checkCommands(direct.map(asJson))).not.toThrow();
    expect(direct.every(({ contexts, integration_types: types }) => contexts?.join() === '1' && types?.join() === '0')).toBe(true);
  });
  test('is every command of the server, with text where there is nothing to be picked', () => {
    const named = (root: SlashRoot) => [root.name, root.options.map(({ name, options = [] }) => [name, options.filter((one) => one.name !== 'more').map((one) => one.name)])];
    expect(direct.map(named)).toEqual(roots.map(named));
    expect(JSON.stringify(direct)).not.toMatch(/"type":[678][,}]/);
    expect(JSON.stringify(roots)).toMatch(/"type":[678][,}]/);
  });
});

test('every root is registered, and two entries in the menu of a message', () => {
  expect(roots.map(({ name }) => name)).toEqual(rootsOf(commands));
  expect(registered.filter(({ type }) => type === 3).map(({ name }) => name)).toEqual(['Add to timeline', 'Create incident from message']);
});

describe.each(roots.map((root) => [root.name, root] as const))('/%s', (name, root) => {
  test('has at most 25 options and 8,000 characters', () => {
    expect(root.options.length).toBeLessThanOrEqual(25);
    expect(sizeOf(asJson(root))).toBeLessThanOrEqual(8000);
  });
  test('lets every command be called that can be typed, each once', () => {
    const called = nativesOf(commands, name).map(({ command }) => command);
    const typed = commandsOf(commands, name);
    const longer = typed.flatMap((one) => Object.values(longSubs[one] ?? {})).filter((one) => Object.hasOwn(commands, one));
    expect(called.toSorted()).toEqual([...new Set([...typed, ...longer])].toSorted());
  });
  test('has words that mean the same command when they are typed', () => {
    for (const { words, command } of nativesOf(commands, name)) expect(findCommand(['', name, ...words].join('/').replace('/', '').replaceAll('/', ' '), commands)).toMatchObject({ kind: 'command', name: command });
  });
  test('requires nothing, so that what is missing is asked for by a form', () => {
    expect(JSON.stringify(root)).not.toContain('"required"');
  });
});

test('roots that only administrators have a use for are hidden from everybody else', () => {
  expect(roots.filter((root) => root.default_member_permissions !== undefined).map(({ name }) => name)).toEqual(['provider']);
});

test('names complete themselves, fixed words are a list, numbers have their bounds', () => {
  const declare = roots.find(({ name }) => name === 'incident')!.options.find(({ name }) => name === 'declare')!;
  const option = (name: string) => declare.options!.find((one) => one.name === name)!;
  expect(option('service')).toMatchObject({ type: 3, autocomplete: true });
  expect(option('severity').choices).toHaveLength(4);
  const shifts = roots.find(({ name }) => name === 'oncall')!.options.find(({ name }) => name === 'shifts')!;
  expect(shifts.options!.find(({ name }) => name === 'weeks')).toMatchObject({ type: 4, min_value: expect.any(Number) as number, max_value: expect.any(Number) as number });
});

test('texts are in English, with French for whoever uses Discord in French', () => {
  expect(roots.find(({ name }) => name === 'page')).toMatchObject({ description_localizations: { fr: expect.stringMatching(/\p{L}/u) as string } });
  const entry = registered.find(({ type }) => type === 3);
  expect(entry).toMatchObject({ name_localizations: { fr: 'Ajouter à la chronologie' } });
});

test.each(Object.entries(commands))('Discord takes the form of %s part by part, in both languages', (name, command) => {
  for (const language of ['en', 'fr'] as const) {
    const say = sayIn(language);
    const form = formOf(name, command, { args: {} }, say);
    for (const part of formParts(form).keys()) {
      const modal = asJson(drawModal({ form, part, values: {} }, say).modal);
      expect(() => checkForm(modal)).not.toThrow();
      expect(unreadable(wordsOfForm({ modal }))).toEqual([]);
    }
  }
});
