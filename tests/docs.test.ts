import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settingsTable } from '../src/domain/settings/table.ts';
import { verbs } from '../src/cli/verbs.ts';
import { measures } from '../src/http/measure.ts';
import { filesIn, textOf } from './code.ts';

const root = join(import.meta.dirname, '..');
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesIn('docs').filter((file) => file.endsWith('.md'))];

/* Renew it with: npx vitest run tests/docs.test.ts -u */
test('docs/settings.md lists the settings as the code has them', async () => {
  const page = `# Settings

What can be set while it runs: \`/imas settings\` shows what differs from the default and changes it. Of several values the narrowest counts: a person's, else the service's, the team's, the organisation's. What comes from the environment stands in the [README](../README.md#settings).

This page is made from the code.

${settingsTable('en')}`;
  await expect(page).toMatchFileSnapshot('../docs/settings.md');
});

describe('the README', () => {
  const readme = textOf('README.md');
  test('names every variable of the environment that does something', () => {
    const names = [...textOf('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
  test('names every verb of the command line', () => {
    const listed = /`(start [a-z -]+)`/.exec(readme)![1]!.split(' ');
    expect(listed).toEqual(Object.keys(verbs));
  });
});

test('every figure that the docs and the alert rules name is measured', async () => {
  const { registry } = measures();
  const known = new Set((await registry.getMetricsAsJSON()).map(({ name }) => name));
  const named = [textOf('docs/operation.md'), textOf('docs/scaling.md'), textOf('deploy/prometheus-rules.yml')].flatMap((text) => text.match(/\b(?:imas|http)_[a-z_]+\b/g) ?? []);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !known.has(name.replace(/_(bucket|count|sum)$/, '')))).toEqual([]);
});

test.each(pages)('%s links only to files that are there', (page) => {
  // The picture is made by a test run in a real browser and may not be there before the first one.
  const targets = [...textOf(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => target!).filter((target) => !target.endsWith('.png'));
  expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
});

test.each([...new Set(textOf('CONTRIBUTING.md').match(/`(?:src|tests|commands|migrations)\/[\w./-]+\.ts`/g))])('%s, named in CONTRIBUTING, is there', (quoted) => {
  const file = quoted.slice(1, -1);
  // The recipe's own new file is the one exception.
  expect(file === 'commands/team/rename.ts' || existsSync(join(root, file))).toBe(true);
});
