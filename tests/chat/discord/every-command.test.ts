import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../../commands/commands.ts';
import { rootsOf } from '../../../src/chat/commands.ts';
import { nativesOf } from '../../../src/chat/discord/natives.ts';
import { optionsOf } from '../../../src/chat/option-info.ts';
import { buttonsOf, entriesOf, wordsOf, wordsOfForm } from '../../fakes/discord/person/see.ts';
import type { Person } from '../../fakes/discord/person/person.ts';
import { unreadable } from '../unreadable.ts';
import { aTown } from './a-town.ts';

/* Every command of the folder, said by an administrator in Discord, as Discord itself sees it: the local one refuses what the real one would. */
const natives = rootsOf(commands).flatMap((root) => nativesOf(commands, root).map(({ words, command }) => ({ words: [root, ...words].join(' '), command })));
const nouns: Readonly<Record<string, string>> = { incident: 'INC-1', team: 'SRE Core', service: 'redis-prod', user: '@bea', source: 'prom' };

/** The names that are there, for options that take one. */
const named = (command: string): Record<string, string> => Object.fromEntries(optionsOf(commands[command]!.options).flatMap(({ name, kind }) => { const noun = nouns[kind]; return noun === undefined ? [] : [[name, noun]]; }));

describe.each(['en', 'fr'] as const)('in language %s', (language) => {
  let town: Awaited<ReturnType<typeof aTown>>;
  let ada: Person;
  beforeAll(async () => {
    town = await aTown();
    ada = await town.person('ada', [town.discord.addRole({ name: 'managers', permissions: ['ManageGuild'] }).id]);
    await town.world.app.sql`update users set language = ${language}`;
    await town.world.say('bea', '/incident declare severity:sev1 service:redis-prod title:"Redis is down"');
  });
  afterAll(() => town[Symbol.asyncDispose]());

  const said = natives.flatMap(({ words, command }) => [{}, named(command)].filter((values, at) => at === 0 || Object.keys(values).length > 0).map((values) => [words, values] as const));
  test.each(said)('/%s %j is answered by a card or a form that people can read', async (words, values) => {
    const asked = await ada.slash(words, values, { channel: town.channel });
    if (asked.shown === 'form') {
      expect(unreadable(wordsOfForm(asked.form!))).toEqual([]);
      ada.cancel();
    } else {
      const answer = await asked.answer();
      expect(wordsOf(answer).length).toBeGreaterThan(3);
      expect(unreadable([wordsOf(answer), ...buttonsOf(answer), ...entriesOf(answer)].join('\n'))).toEqual([]);
    }
    expect(town.discord.troubles).toEqual([]);
    expect(town.discord.calls.filter(({ status }) => status === 400)).toEqual([]);
  });
});
