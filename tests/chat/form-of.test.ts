import { expect, test } from 'vitest';
import { commands } from '../../commands/commands.ts';
import { formOf } from '../../src/chat/form-of.ts';
import { drawModal as drawInDiscord } from '../../src/chat/discord/render/modal.ts';
import { formParts } from '../../src/chat/discord/render/form-parts.ts';
import { optionsOf } from '../../src/chat/option-info.ts';
import { drawModal as drawInSlack } from '../../src/chat/slack/render/modal.ts';
import { sayIn } from '../../src/texts/say.ts';

const asking = Object.entries(commands).filter(([, { options }]) => optionsOf(options).length > 0);
const isOfOneIncident = (name: string): boolean => optionsOf(commands[name]!.options).length > 1 && optionsOf(commands[name]!.options).some((option) => option.name === 'incident');
const asked = asking.flatMap(([name]) => [{}, ...(isOfOneIncident(name) ? [{ incident: 'INC-12345' }] : [])].flatMap((args) => (['en', 'fr'] as const).map((language) => [name, language, args] as const)));

test.each(asked)('the title of %s (%s, %j) stands whole on every platform', (name, language, args) => {
  const say = sayIn(language);
  const form = formOf(name, commands[name]!, { args }, say);
  expect(form.title).toContain(say(commands[name]!.title ?? commands[name]!.description));
  expect(drawInSlack(form, { say, carry: {} }).view).toMatchObject({ title: { text: form.title }, submit: { text: form.submit } });
  for (const part of formParts(form).keys()) expect(drawInDiscord({ form, part, values: {} }, say).modal.title.startsWith(form.title)).toBe(true);
});

test('of an incident its number stands first', () => {
  expect(formOf('incident/lead', commands['incident/lead']!, { args: { incident: 'INC-42' } }, sayIn('fr')).title).toBe('INC-42 · Responsable');
});
