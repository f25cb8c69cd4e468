import { describe, expect, test } from 'vitest';
import { conflict } from '../../src/errors.ts';
import type { CliDeps } from '../../src/cli/deps.ts';
import { runCli } from '../../src/cli/run.ts';
import { verbs } from '../../src/cli/verbs.ts';

/** A command line that must not get as far as opening anything. */
async function run(argv: readonly string[], given: Partial<CliDeps> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const never = () => Promise.reject(new Error('opened'));
  const code = await runCli(argv, { env: {}, commands: {}, print: (line) => out.push(line), error: (line) => err.push(line), open: never, serve: never, ...given });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('help', () => {
  test.each([[[]], [['help']], [['--help']], [['-h']]])('%j lists every verb', async (argv) => {
    const { code, out } = await run(argv);
    expect(code).toBe(0);
    for (const name of [...Object.keys(verbs), 'help', '/…']) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
  });
  test.each(Object.keys(verbs))('%s --help shows how it is called and opens nothing', async (name) => {
    const { code, out, err } = await run([name, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`npm run imas -- ${name}`);
  });
  test('speaks the language of IMAS_LANGUAGE', async () => {
    expect((await run(['help'], { env: { IMAS_LANGUAGE: 'fr' } })).out).toContain('Met la base de données à jour.');
  });
});

describe('wrong usage ends with 2 and says what is wrong', () => {
  test.each([
    [['creat-admin'], 'There is no verb “creat-admin”. “npm run imas -- help” lists them.\nDid you mean create-admin?'],
    [['create-admin', 'ana'], 'Here 2 words are needed.\nUsage: npm run imas -- create-admin NAME EMAIL [--json]'],
    [['migrate', 'now'], 'The word “now” is one too many.\nUsage: npm run imas -- migrate'],
    [['create-token', 'ana', '--jsn'], 'There is no option --jsn here.\nUsage: npm run imas -- create-token USER [--name NAME] [--json]'],
    [['create-token', 'ana', '--json=yes'], 'The option --json takes no value.\nUsage: npm run imas -- create-token USER [--name NAME] [--json]'],
    [['create-token', 'ana', '--name'], 'The option --name needs a value.\nUsage: npm run imas -- create-token USER [--name NAME] [--json]'],
    [['simulate', 'prod', 'alert.json', '--label', 'a=b'], 'Give either a JSON file or one or more --label NAME=VALUE.'],
    [['/incident', 'list', '--user'], 'The option --user needs a value.'],
    [['constructor'], 'There is no verb “constructor”. “npm run imas -- help” lists them.'],
  ])('%j', async (argv, expected) => {
    expect(await run(argv)).toEqual({ code: 2, out: '', err: expected });
  });
});

describe('what fails ends with 1 and one sentence', () => {
  test('a wrong setting', async () => {
    const { code, err } = await run(['migrate'], { env: { PORT: 'x' } });
    expect({ code, err }).toEqual({ code: 1, err: 'The setting PORT is wrong: it should be a port number from 0 to 65535.' });
  });
  test('an error of ours, in the language of the reader', async () => {
    const open = () => Promise.reject(conflict('people.user_disabled', { name: 'ana' }));
    expect(await run(['migrate'], { open, env: { IMAS_LANGUAGE: 'fr' } })).toMatchObject({ code: 1, err: expect.stringContaining('ana') as string });
  });
  test.each(['ECONNREFUSED', '28P01', 'CONNECT_TIMEOUT'])('a database that cannot be used (%s)', async (code) => {
    const open = () => Promise.reject(Object.assign(new Error('no way in'), { code }));
    expect(await run(['migrate'], { open })).toMatchObject({ code: 1, err: 'The database cannot be used: no way in' });
  });
  test('any other error', async () => {
    expect(await run(['migrate'])).toMatchObject({ code: 1, err: 'That failed: opened' });
  });
});

test('start runs the service and ends with its code', async () => {
  expect((await run(['start'], { serve: () => Promise.resolve(1) })).code).toBe(1);
});
