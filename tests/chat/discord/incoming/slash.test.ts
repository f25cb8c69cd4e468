import { describe, expect, test } from 'vitest';
import { cardOf } from '../../../../src/chat/answer.ts';
import { wordsOf } from '../../../fakes/discord/person/see.ts';
import { anInbound } from './an-inbound.ts';

describe('a slash command', () => {
  test('is a phrase with its options by name, answered to whoever asked alone', async () => {
    await using it = await anInbound();
    const asked = await it.bea.slash('incident declare', { severity: 'SEV1_CRITICAL', title: 'Redis "prod" is down: again', service: 'redis prod' });
    expect(asked.shown).toBe('answer');
    expect(await asked.answer()).toMatchObject({ ephemeralFor: it.bea.id, content: '' });
    expect(it.reached).toMatchObject([{ how: 'phrase', text: '/incident declare severity:SEV1_CRITICAL title:"Redis \\"prod\\" is down: again" service:"redis prod"', from: { via: 'discord', visitor: { name: 'bea', isMember: true } } }]);
  });
  test('of a group is the longer phrase', async () => {
    await using it = await anInbound();
    await it.bea.slash('oncall schedule list', { team: 'SRE' });
    await it.bea.slash('page', { whom: '@bea', what: 'look here' });
    expect(it.reached.map((one) => one.how === 'phrase' && one.text)).toEqual(['/oncall schedule list team:SRE', '/page whom:@bea what:"look here"']);
  });
  test('that another version of IMAS registered is a phrase as well, which is answered with what is most alike', async () => {
    await using it = await anInbound();
    await it.bea.slash('incident ackk', { incident: 'INC-1', more: 'at once' }, { isOffered: false });
    await it.bea.slash('incidents list all', {}, { isOffered: false });
    expect(it.reached.map((one) => one.how === 'phrase' && one.text)).toEqual(['/incident ackk incident:INC-1 at once', '/incidents list all']);
  });
  test('that answers for everybody is seen by everybody', async () => {
    await using it = await anInbound();
    it.answer(() => ({ kind: 'card', private: false, card: cardOf({ title: 'Bea has it' }) }));
    await (await it.bea.slash('incident ack', {}, { channel: it.channel })).answer();
    expect(it.discord.messagesIn(it.channel)).toHaveLength(1);
  });
  test('that takes its time is announced within three seconds, and answered then', async () => {
    await using it = await anInbound();
    const { promise, resolve } = Promise.withResolvers<void>();
    it.answer(async () => { await promise; return { kind: 'card', private: true, card: cardOf({ title: 'Late but here' }) }; });
    const asked = await it.bea.slash('incident list');
    expect(asked.shown).toBe('thinking');
    resolve();
    const answer = await asked.answer();
    expect(wordsOf(answer)).toContain('Late but here');
    expect(answer.ephemeralFor).toBe(it.bea.id);
  });
  test('that takes its time and answers for everybody does so beside what was announced', async () => {
    await using it = await anInbound();
    const { promise, resolve } = Promise.withResolvers<void>();
    it.answer(async () => { await promise; return { kind: 'card', private: false, card: cardOf({ title: 'For all' }) }; });
    const asked = await it.bea.slash('incident list', {}, { channel: it.channel });
    resolve();
    await it.discord.until('the answer', () => it.discord.messagesIn(it.channel).length > 0);
    expect(asked.shown).toBe('thinking');
  });
  test('that fails is answered with a reference', async () => {
    await using it = await anInbound();
    it.answer(() => { throw new Error('broken'); });
    const answer = await (await it.bea.slash('incident list')).answer();
    expect(wordsOf(answer)).toMatch(/[0-9a-f-]{36}/);
    expect(answer.ephemeralFor).toBe(it.bea.id);
  });
  test('in another server is answered plainly and reaches nobody', async () => {
    await using it = await anInbound();
    const other = it.discord.addGuild('Other');
    it.discord.world.commands.set(other.id, it.discord.world.commands.get(it.discord.guildId)!.map((one) => ({ ...one, guild_id: other.id })));
    const channel = it.discord.addChannel({ name: 'general', guild: other.id }).id;
    const nia = it.discord.person(it.discord.addMember({ name: 'nia', guild: other.id }));
    const answer = await (await nia.slash('incident list', {}, { channel })).answer();
    expect(wordsOf(answer)).toContain('not connected to this Discord server');
    expect(it.reached).toEqual([]);
  });
  test('too late for Discord is carried out once and answered by direct message', async () => {
    await using it = await anInbound();
    const { promise, resolve } = Promise.withResolvers<void>();
    it.discord.fail('POST /interactions/:interaction/:token/callback', { code: 10_062, status: 404 });
    it.answer(async () => { await promise; return { kind: 'card', private: true, card: cardOf({ title: 'Done all the same' }) }; });
    const asking = it.bea.slash('incident list');
    resolve();
    await it.discord.until('the direct message', () => it.discord.directFor(it.bea.id).length > 0);
    expect(wordsOf(it.discord.directFor(it.bea.id)[0]!)).toContain('Done all the same');
    expect(it.reached).toHaveLength(1);
    await asking;
  });
});

describe('completion', () => {
  test('offers what may be meant, 25 at most', async () => {
    await using it = await anInbound();
    it.complete((_, __, typed) => Array.from({ length: 40 }, (_, at) => ({ value: `${typed}${at}`, label: `${typed} ${at}` })));
    const offered = await it.bea.complete('oncall who', { team: 'sr' });
    expect(offered).toHaveLength(25);
    expect(offered[0]).toEqual({ name: 'sr 0', value: 'sr0' });
  });
  test('that nobody answers within a second is empty', async () => {
    await using it = await anInbound();
    it.complete(() => new Promise(() => undefined));
    const began = performance.now();
    expect(await it.bea.complete('oncall who', { team: 'sr' })).toEqual([]);
    expect(performance.now() - began).toBeLessThan(1500);
    expect(it.discord.troubles).toEqual([]);
  });
});
