import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { prepareBundle } from '../../src/bundle.ts';
import { aFolder } from '../db/hold.ts';

function aProject(root: string, said: string): void {
  mkdirSync(join(root, 'src'), { recursive: true });
  writeFileSync(join(root, 'package-lock.json'), '{}');
  // A CommonJS package in the bundle asks for `require`.
  writeFileSync(join(root, 'src/old.cjs'), "module.exports = require('node:path').basename('/x/' + " + JSON.stringify(said) + ');');
  writeFileSync(join(root, 'src/main.ts'), "import old from './old.cjs';\nexport const said: string = old;\n");
}
const load = async (file: string) => ((await import(pathToFileURL(file).href)) as { said: string }).said;

test('the bundle is kept while the sources stay and made anew when they change', async () => {
  using folder = aFolder('a project');
  aProject(folder.path, 'first');
  const first = await prepareBundle(folder.path, join(folder.path, '.imas'));
  expect(await load(first)).toBe('first');
  expect(await prepareBundle(folder.path, join(folder.path, '.imas'))).toBe(first);
  aProject(folder.path, 'second');
  const second = await prepareBundle(folder.path, join(folder.path, '.imas'));
  expect(await load(second)).toBe('second');
});

test('two starters at once end with one whole bundle', async () => {
  using folder = aFolder('project');
  aProject(folder.path, 'same');
  const [one, two] = await Promise.all([1, 2].map(() => prepareBundle(folder.path, join(folder.path, '.imas'))));
  expect(one).toBe(two);
  expect(await load(one!)).toBe('same');
});

test('the bundle before the present one is kept, older ones are not', async () => {
  using folder = aFolder('project');
  for (const said of ['first', 'second', 'third']) {
    aProject(folder.path, said);
    await prepareBundle(folder.path, join(folder.path, '.imas'));
  }
  expect(readdirSync(join(folder.path, 'dist'))).toHaveLength(2);
});

test('a mistake in the sources leaves nothing that looks like a bundle', async () => {
  using folder = aFolder('project');
  aProject(folder.path, 'broken');
  writeFileSync(join(folder.path, 'src/main.ts'), "import './absent.ts';");
  await expect(prepareBundle(folder.path, join(folder.path, '.imas'))).rejects.toThrow('absent.ts');
  expect(readdirSync(join(folder.path, 'dist'))).toEqual([]);
});
