import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn, importsIn, readImports, textOf, type Import } from './code.ts';

/*
 * Who may import whom: the picture at the head of the tree in one test. A violation is named by file, so the cure is
 * to move the thing to where its users may reach it, or to hand it down as an argument or a port (src/domain/ports.ts).
 */
const imports = importsIn('src', 'commands');
const files = filesIn('src', 'commands');
const shown = (some: readonly Import[]) => some.map(({ from, to }) => `${from} imports ${to}`).sort();
const below = (file: string, folder: string) => file.startsWith(`${folder}/`);

/** From the top down; a file imports from its own room and from rows below it. Rooms in one row do not see each other. */
const rows = [
  ['entry'],
  ['main'],
  ['app'],
  ['http', 'jobs', 'cli'],
  ['delivery', 'intake'],
  ['commands'],
  ['chat'],
  ['domain'],
  ['db'],
  ['primitive'],
] as const;
type Room = (typeof rows)[number][number];

const entries = new Set(['src/start.mjs', 'src/start.ts']);
/** Small things without a room of their own, known to everyone. */
const primitives = new Set(['src/bundle.ts', 'src/bundle-repairs.ts', 'src/config.ts', 'src/context.ts', 'src/errors.ts', 'src/permissions.ts', 'src/queue.ts', 'src/root.ts', 'src/secrets.ts', 'src/watch-parent.ts']);

function roomOf(file: string): Room | undefined {
  if (entries.has(file)) return 'entry';
  if (file === 'src/main.ts') return 'main';
  if (file === 'src/app.ts' || below(file, 'src/app')) return 'app';
  if (primitives.has(file) || below(file, 'src/texts')) return 'primitive';
  if (below(file, 'commands')) return 'commands';
  const folder = file.split('/')[1];
  return rows.flat().find((room) => room === folder);
}
const rowOf = (file: string) => rows.findIndex((row) => (row as readonly string[]).includes(roomOf(file) ?? ''));

describe('the order of the rooms', () => {
  test('every file stands in a room', () => {
    expect(files.filter((file) => /\.(ts|tsx|mjs)$/.test(file) && roomOf(file) === undefined)).toEqual([]);
  });
  test('a room imports only what stands below it', () => {
    const wrong = imports.filter((one) => one.ours && roomOf(one.from) !== roomOf(one.to) && rowOf(one.to) <= rowOf(one.from))
      // What a context carries is named by its type; the code behind it stays where it is.
      .filter((one) => !(one.typeOnly && roomOf(one.from) === 'primitive' && roomOf(one.to) === 'db'));
    expect(shown(wrong)).toEqual([]);
  });
});

const nouns = 'audit settings people services sources providers timers oncall runbooks incidents rooms alerts notifications turns escalation postmortems reports'.split(' ');
const nounOf = (file: string) => (below(file, 'src/domain') ? file.split('/')[2]! : '');

describe('the domain', () => {
  test('is made of the known nouns', () => {
    const folders = new Set(files.filter((file) => below(file, 'src/domain') && file.split('/').length > 3).map(nounOf));
    expect([...folders].filter((noun) => !nouns.includes(noun))).toEqual([]);
  });
  test('a noun imports only nouns to its left', () => {
    const wrong = imports.filter(({ from, to }) => nouns.includes(nounOf(from)) && nouns.includes(nounOf(to)) && nouns.indexOf(nounOf(to)) > nouns.indexOf(nounOf(from)));
    expect(shown(wrong)).toEqual([]);
  });
  test('what stands beside the nouns imports none of them', () => {
    const wrong = imports.filter(({ from, to }) => below(from, 'src/domain') && !nouns.includes(nounOf(from)) && nouns.includes(nounOf(to)));
    expect(shown(wrong)).toEqual([]);
  });
});

const platforms = ['console', 'slack', 'discord'].map((name) => `src/chat/${name}`);
const platformOf = (file: string) => platforms.find((platform) => below(file, platform));

describe('the conversation', () => {
  test('a command knows no platform, no database and no library but zod', () => {
    const wrong = imports.filter(({ from, to, ours }) => below(from, 'commands') && (ours ? platformOf(to) !== undefined || below(to, 'src/db') : to !== 'zod' && !to.startsWith('node:')));
    expect(shown(wrong)).toEqual([]);
  });
  test('what all platforms share knows none of them, and they do not know each other', () => {
    const wrong = imports.filter(({ from, to }) => below(from, 'src/chat') && platformOf(to) !== undefined && platformOf(from) !== platformOf(to));
    expect(shown(wrong)).toEqual([]);
  });
  test("the browser's code takes from the server's only the shapes they talk in", () => {
    const web = 'src/chat/console/web';
    const shared = ['src/chat/card.ts', 'src/chat/console/contract.ts', 'src/texts/console.ts'];
    const wrong = imports.filter(({ from, to, ours }) => below(from, web) && ours && !below(to, web) && !shared.includes(to));
    expect(shown(wrong)).toEqual([]);
  });
  test('nobody but the browser imports what runs in the browser', () => {
    const web = 'src/chat/console/web';
    expect(shown(imports.filter(({ from, to }) => below(to, web) && !below(from, web)))).toEqual([]);
  });
});

describe('every library has one address', () => {
  const addresses: [library: RegExp, homes: RegExp][] = [
    [/^pg-boss(\/|$)/, /^src\/jobs\//],
    [/^nodemailer(\/|$)/, /^src\/delivery\/providers\/smtp\.ts$/],
    [/^postgres(\/|$)/, /^src\/db\//],
    [/^drizzle-orm(\/|$)/, /^src\/(db|domain)\//],
    [/^hono\/html$/, /^src\/(http\/|delivery\/mail\.ts$)/],
    [/^(@hono\/|hono(\/(?!html)|$))/, /^src\/http\//],
    [/^undici(\/|$)/, /^src\/delivery\//],
    [/^(preact|@preact\/)/, /^src\/chat\/console\/web\//],
    [/^prom-client(\/|$)/, /^src\/http\//],
    [/^swagger-ui-dist(\/|$)/, /^src\/http\//],
    [/^esbuild(\/|$)/, /^src\/bundle\.ts$/],
    [/^@resvg\//, /^src\/chat\/pictures\//],
    [/^ical-generator(\/|$)/, /^src\/http\/calendars\//],
    [/^@slack\//, /^src\/chat\/slack\//],
    [/^discord\.js(\/|$)/, /^src\/chat\/discord\//],
  ];
  test.each(addresses)('%s only in %s', (library, homes) => {
    const wrong = imports.filter(({ from, to, ours, typeOnly }) => !ours && library.test(to) && !homes.test(from) && !typeOnly);
    expect(shown(wrong)).toEqual([]);
  });
});

describe('the lists of plug-ins', () => {
  /** Each names every member of its family; the application hands it to whoever works with it. */
  const lists = ['commands/commands.ts', 'src/intake/sources.ts', 'src/delivery/providers.ts', 'src/chat/platforms.ts', 'src/jobs/handlers.ts'];
  test('are imported by the application alone', () => {
    expect(shown(imports.filter(({ from, to, typeOnly }) => lists.includes(to) && roomOf(from) !== 'app' && !typeOnly))).toEqual([]);
  });
  /** `commands/oncall.ts` lists what is in `commands/oncall/`. */
  const rootOf = (file: string) => /^commands\/([^/]+)\.ts$/.exec(file)?.[1];
  test('of the commands there is one a root, which knows its own alone', () => {
    const wrong = imports.filter(({ from, to }) => rootOf(from) !== undefined && below(to, 'commands') && (from === 'commands/commands.ts' ? rootOf(to) === undefined : !below(to, `commands/${rootOf(from)}`)));
    expect(shown(wrong)).toEqual([]);
  });
  test('are alone in knowing the members', () => {
    const members = [/^src\/intake\/sources\/[^/]+\.ts$/, /^src\/delivery\/providers\/[^/]+\.ts$/, /^src\/jobs\/handlers\/[^/]+\.ts$/, /^commands\/[^/]+\/[^/]+\.ts$/];
    const family = (file: string) => members.findIndex((pattern) => pattern.test(file));
    const wrong = imports.filter(({ from, to, typeOnly }) => family(to) >= 0 && !lists.includes(from) && rootOf(from) === undefined && roomOf(from) !== 'app' && family(from) !== family(to) && !typeOnly);
    expect(shown(wrong)).toEqual([]);
  });
});

describe('files', () => {
  test('no folder has an index that stands for it', () => {
    expect(files.filter((file) => /^index\.(ts|tsx|mjs)$/.test(basename(file)))).toEqual([]);
  });
  test('no name says only that a file helps', () => {
    // “service” is a noun of ours as well: `find-service.ts` finds one; `incident-service.ts` would say nothing.
    const says = /(^|-)(managers?|helpers?|utils?|common|misc)\.|(alert|incident|user|team|oncall|room|timer|notification|escalation|provider|source|setting|audit|card|chat|job)s?-service\./;
    expect(files.filter((file) => says.test(basename(file)))).toEqual([]);
  });
  test('none has more than 200 lines, but for texts, which hold two languages side by side', () => {
    const lines = (file: string) => textOf(file).trimEnd().split('\n').length;
    const long = files.filter((file) => /\.(ts|tsx|mjs|css)$/.test(file) && !below(file, 'src/texts') && lines(file) > 200);
    expect(long.map((file) => `${file}: ${lines(file)}`)).toEqual([]);
  });
});

describe('the reader of imports', () => {
  test('sees statements over several lines, types, re-exports, side effects and calls', () => {
    const text = [
      "import { a,\n  b } from '../c.ts';",
      "import type { D } from './d.ts';",
      "export { e } from 'e';",
      "export * as f from './f.ts';",
      "import './g.css';",
      "const h = await import('h');",
      "const text = 'import nothing';",
      "export const i = 1;\nconst from = ' from ';",
    ].join('\n');
    expect(readImports('src/x/y.ts', text).map(({ to, typeOnly }) => `${to}${typeOnly ? ' (type)' : ''}`)).toEqual(['src/c.ts', 'src/x/d.ts (type)', 'e', 'src/x/f.ts', 'src/x/g.css', 'h']);
  });
  test('finds as many as there are', () => {
    expect(imports.length).toBeGreaterThan(1000);
  });
});
