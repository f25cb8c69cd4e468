import { expect, test } from 'vitest';
import { reply } from '../../src/chat/answer.ts';
import { wordsOf } from '../../src/chat/words.ts';
import { addUser } from '../../src/domain/people/add-user.ts';
import { aDesk, anAdministrator } from './a-desk.ts';

test('a chat command is said as the first administrator and its card printed as text', async () => {
  await using desk = await aDesk();
  const { userId } = await anAdministrator(desk, 'zoe');
  await anAdministrator(desk, 'ana');
  desk.answer = reply({ title: 'Open incidents', blocks: [{ kind: 'list', items: [['INC-1 HighMemory']] }] });
  const { code, out, err } = await desk.run('/incident', 'list');
  expect({ code, out, err }).toEqual({ code: 0, out: ['Open incidents\n- INC-1 HighMemory'], err: [] });
  expect(desk.said).toEqual([{ from: { userId, via: 'cli' }, phrase: '/incident list' }]);
});

test.each([[['--user', 'Bob', '/oncall', 'who']], [['/oncall', 'who', '--user', 'Bob']]])('%j is said as Bob', async (argv) => {
  await using desk = await aDesk();
  await anAdministrator(desk);
  const { id } = await addUser(desk.database.ctx(), { username: 'bob' });
  expect((await desk.run(...argv)).code).toBe(0);
  expect(desk.said).toEqual([{ from: { userId: id, via: 'cli' }, phrase: '/oncall who' }]);
});

test('times are those of whoever it is said as, and far ones have their year', async () => {
  await using desk = await aDesk();
  await anAdministrator(desk);
  await addUser(desk.database.ctx(), { username: 'bob', timeZone: 'Asia/Tokyo' });
  desk.answer = reply({ title: 'Turn', text: [[{ time: '2100-01-01T20:00:00.000Z', style: 'datetime' }]] });
  expect((await desk.run('--user', 'bob', '/oncall')).out).toEqual(['Turn\n2 Jan 2100, 05:00']);
});

test('what is chosen from a list is told apart by its words, not by a bare id', async () => {
  await using desk = await aDesk();
  await anAdministrator(desk);
  const value = 'c15dacdb-3b89-46a9-9e24-10ab6b991da5';
  desk.answer = { kind: 'form', form: { title: 'Remove', command: 'oncall/override-remove', args: {}, submit: 'Remove', fields: [{ name: 'entry', label: 'Which one', kind: 'choice', required: true, choices: [{ value, label: 'dora, tonight' }] }] } };
  expect((await desk.run('/oncall', 'override', 'remove')).out.join()).toContain(`dora, tonight: ${value}`);
});

test.each([
  [['/incident', 'declare', 'Redis is down', 'severity:2'], ['/incident', 'declare', 'Redis is down', 'severity:2'], undefined],
  [['/incident', 'declare', 'title:Redis is "down"'], ['/incident', 'declare', 'title:"Redis is \\"down\\""'], 'Redis is "down"'],
  [['/incident note Redis is up'], ['/incident', 'note', 'Redis', 'is', 'up'], undefined],
])('the shell’s words %j stay the words that were meant', async (argv, words, value) => {
  await using desk = await aDesk();
  await anAdministrator(desk);
  await desk.run(...argv);
  const read = wordsOf(desk.said[0]!.phrase);
  expect(read.map(({ text }) => text)).toEqual(words);
  expect(read.at(-1)!.value).toBe(value ?? read.at(-1)!.value);
});

test('an answer that says no goes to standard error and ends with 1', async () => {
  await using desk = await aDesk();
  await anAdministrator(desk);
  desk.answer = reply({ title: 'There is no incident INC-9.', tone: 'bad' });
  expect(await desk.run('/incident', 'show', 'INC-9')).toEqual({ code: 1, out: [], err: ['There is no incident INC-9.'] });
});

test('a command that needs more says what, and ends with 2', async () => {
  await using desk = await aDesk();
  await anAdministrator(desk);
  desk.answer = { kind: 'form', form: { title: 'Declare an incident', command: 'incident/declare', args: {}, submit: 'Declare', fields: [{ name: 'title', label: 'Title', kind: 'text', required: true }] } };
  const { code, out } = await desk.run('/incident', 'declare');
  expect({ code, out }).toEqual({ code: 2, out: ['Declare an incident\n- title*: Title'] });
});

test('without an administrator it says how to make one', async () => {
  await using desk = await aDesk();
  expect(await desk.run('/incident', 'list')).toMatchObject({ code: 1, err: [expect.stringContaining('create-admin NAME EMAIL') as string] });
});
