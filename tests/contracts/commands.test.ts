import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/commands.ts';
import { rootOf } from '../../src/chat/commands.ts';
import { formOf } from '../../src/chat/form-of.ts';
import { optionsOf } from '../../src/chat/option-info.ts';
import { usage } from '../../src/chat/usage.ts';
import { codenames } from '../../src/permissions.ts';
import { sayIn, type TextKey } from '../../src/texts/say.ts';

const folder = join(import.meta.dirname, '../../commands');
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.parentPath !== folder)
  .map((entry) => `${entry.parentPath.slice(folder.length + 1)}/${entry.name.slice(0, -3)}`);
const names = Object.keys(commands);
const languages = ['en', 'fr'] as const;
/** A text that the catalogue lacks is said as its key. */
const isSaid = (key: TextKey) => languages.every((language) => sayIn(language)(key) !== key);

test('every file below commands/ is in the list', () => {
  // A command that differs only in a question that was asked shares its file with the first.
  expect(names.filter((name) => name !== 'incident/declare-new').toSorted()).toEqual(files.toSorted());
});

describe.each(names)('%s', (name) => {
  const command = commands[name]!;
  const options = optionsOf(command.options);

  test('is described in both languages, within the 100 characters that platforms allow', () => {
    expect(isSaid(command.description)).toBe(true);
    for (const language of languages) expect(sayIn(language)(command.description).length).toBeLessThanOrEqual(100);
    if (command.needs !== undefined) expect(codenames).toContain(command.needs);
  });

  test('has options with a label, a name that platforms allow and, where it has one, a help text', () => {
    expect(options.length).toBeLessThanOrEqual(25);
    for (const option of options) {
      expect(option.name).toMatch(/^[a-z][a-z0-9_]{0,31}$/);
      expect(isSaid(option.label), `${option.name}: ${option.label}`).toBe(true);
      if (option.help !== undefined) expect(isSaid(option.help), `${option.name}: ${option.help}`).toBe(true);
      for (const choice of option.choices ?? []) if (choice.label !== undefined) expect(isSaid(choice.label)).toBe(true);
      expect((option.choices ?? []).length).toBeLessThanOrEqual(25);
    }
    expect(options.filter((option) => option.greedy).length).toBeLessThanOrEqual(1);
  });

  test('draws a form in both languages', () => {
    for (const language of languages) {
      const form = formOf(name, command, { args: {} }, sayIn(language));
      expect(form.fields.map((field) => field.name)).toEqual(options.map((option) => option.name));
      for (const field of form.fields) expect(field.label).not.toBe('');
    }
    expect(usage(name, command)).toMatch(/^\/[a-z]+/);
  });
});

describe('a root', () => {
  const visible = names.filter((name) => commands[name]!.hidden !== true);
  test.each([...Map.groupBy(visible, rootOf)])('/%s keeps the limits of the strictest platform', (_root, subs) => {
    expect(subs.length).toBeLessThanOrEqual(25);
    for (const language of languages) {
      const say = sayIn(language);
      const characters = subs.flatMap((name) => [name, say(commands[name]!.description), ...optionsOf(commands[name]!.options).flatMap((option) => [option.name, say(option.label), ...(option.choices ?? []).flatMap((choice) => [choice.value, choice.label === undefined ? choice.value : say(choice.label)])])]).join('').length;
      expect(characters).toBeLessThanOrEqual(8000);
    }
  });
});
