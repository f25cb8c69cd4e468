import { expect, test } from 'vitest';
import { commands } from '../../commands/commands.ts';
import { formOf } from '../../src/chat/form-of.ts';
import { sayIn } from '../../src/texts/say.ts';

const titled = Object.entries(commands).filter(([, command]) => command.title !== undefined);

test.each(titled.flatMap(([name]) => (['en', 'fr'] as const).map((language) => [name, language] as const)))('the title of %s (%s) fits with its incident before it', (name, language) => {
  const { title } = formOf(name, commands[name]!, { args: { incident: 'INC-4242' } }, sayIn(language));
  expect(title).toMatch(/^INC-4242 · /);
  expect(title.length).toBeLessThanOrEqual(24);
});
