import { describe, expect, test } from 'vitest';
import { turnsOfSecond, type Rank, type Turn } from '../../../../src/chat/discord/a-second.ts';
import { guardAt, invalidGuard } from '../../../../src/chat/discord/guard.ts';
import { countedAs, paceOf } from '../../../../src/chat/discord/rates.ts';
import { discordSettings } from '../../../../src/chat/discord/settings.ts';
import { aCard, aRoom, channel, outgoing } from './parts.ts';

const options = { key: 'incident:1:team' };
const rename = 'PATCH /channels/:channel';

describe('a 429 of Discord', () => {
  test.each([1, 30, 3600])('of %i seconds says when to come again, and keeps every replica away from that channel until then', async (seconds) => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('POST /channels/:channel/messages', { retryAfter: seconds, times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ code: 'rate_limited', retry: true, retryAfterSeconds: seconds });
    if (seconds > 1) await expect(it.another().say(channel(id), aCard(), options)).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: expect.toSatisfy((left: number) => left > seconds - 5 && left <= seconds) });
    else await it.another().say(channel(id), aCard(), options);
    expect(it.fake.callsOf('POST /channels/:channel/messages').filter(({ status }) => status === 429)).toHaveLength(1);
  });
  test('in one channel delays neither another nor a page', async () => {
    await using it = await outgoing();
    const [sre, dba] = [it.fake.addChannel({ name: 'sre' }), it.fake.addChannel({ name: 'dba' })];
    const ada = it.fake.addMember({ name: 'Ada' }).user.id;
    it.linked.set('u-1', ada);
    it.fake.fail('POST /channels/:channel/messages', { retryAfter: 3600, times: 1 });
    await expect(it.platform.say(channel(sre.id), aCard(), options)).rejects.toMatchObject({ code: 'rate_limited' });
    await it.platform.say(channel(dba.id), aCard(), options);
    await it.platform.tell('u-1', aCard(), { key: 'n-1', pages: true });
    expect([it.fake.messagesIn(dba.id).length, it.fake.directFor(ada).length]).toEqual([1, 1]);
  });
  test('for everything holds everything, for as long as it says', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('POST /channels/:channel/messages', { retryAfter: 30, isGlobal: true, times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(it.another().places.open(aRoom())).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: expect.toSatisfy((left: number) => left > 25) });
  });
  test('for one answer holds neither another answer nor anything else, and one for everything holds no answer', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    const follow = (token: string) => it.discord.call('POST', `/webhooks/${it.fake.applicationId}/${token}`, { body: { content: 'Done' }, lane: 'talk' });
    it.fake.fail('POST /webhooks/:webhook/:token', { retryAfter: 30, times: 1 });
    await expect(follow('one')).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 30 });
    await expect(follow('one')).rejects.toMatchObject({ code: 'rate_limited' });
    // Discord does not know that interaction: it was asked.
    await expect(follow('other')).rejects.toMatchObject({ code: '50027' });
    it.fake.fail('POST /channels/:channel/messages', { retryAfter: 30, isGlobal: true, times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(follow('third')).rejects.toMatchObject({ code: '50027' });
    expect(it.fake.callsOf('POST /webhooks/:webhook/:token')).toHaveLength(3);
  });
  test('for a third name in ten minutes never holds a message, and is not even asked for', async () => {
    await using it = await outgoing({ rates: true });
    const { id } = it.fake.addChannel({ name: 'sre' });
    const name = (to: string) => it.discord.call('PATCH', `/channels/${id}`, { body: { name: to }, lane: 'chores' });
    await Promise.all([name('a'), name('b')]);
    await expect(name('c')).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: expect.toSatisfy((left: number) => left > 60) });
    await it.platform.say(channel(id), aCard(), { ...options, pages: true });
    expect(it.fake.callsOf(rename)).toHaveLength(2);
    expect(it.fake.messagesIn(id)).toHaveLength(1);
  });
  test('does not come at all for a burst of cards: who would wait long comes again instead', async () => {
    await using it = await outgoing({ rates: true });
    const { id } = it.fake.addChannel({ name: 'sre' });
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => it.platform.say(channel(id), aCard(), { key: `incident:${n}` })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(3);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'rate_limited', retry: true });
    expect(it.fake.calls.filter(({ status }) => status === 429)).toEqual([]);
  });
});

describe('fifty calls a second', () => {
  const begin = () => {
    const at = { ms: 0 };
    return { at, turn: turnsOfSecond(() => at.ms) };
  };
  const taken = (turn: Turn, rank: Rank): number => { for (let n = 0; ; n++) if (turn(rank) > 0) return n; };

  test('are shared by all ranks: housekeeping leaves room for what people wait for, that for messages, and these for pages', () => {
    const { turn } = begin();
    expect((['chores', 'talk', 'message', 'page'] as const).map((rank) => taken(turn, rank))).toEqual([14, 12, 19, 3]);
  });
  test('are not all taken by a flood of messages: a few of each other rank go through in every second', () => {
    const { at, turn } = begin();
    const passed = { talk: 0, chores: 0 };
    for (; at.ms < 5500; at.ms += 10) {
      if (at.ms % 40 === 0) turn('message');
      for (const rank of ['talk', 'chores'] as const) if (turn(rank) === 0) passed[rank]++;
    }
    expect(passed.talk).toBeGreaterThanOrEqual(25);
    expect(passed.chores).toBeGreaterThanOrEqual(12);
  });
  test('are there for twenty messages a second, at once or soon, while everything else has more to do than it may', () => {
    const { at, turn } = begin();
    const late: number[] = [];
    for (; at.ms < 5500; at.ms += 10) {
      for (const rank of ['chores', 'talk', 'chores', 'talk'] as const) turn(rank);
      if (at.ms % 50 === 0) late.push(turn('message'));
    }
    expect(Math.max(...late)).toBeLessThanOrEqual(200);
  });
  test('are never exceeded within any second, however calls come, and a turn is there when it was said to be', () => {
    const { at, turn } = begin();
    const began: number[] = [];
    for (const waits = { ms: 0 }; at.ms < 10_000; at.ms += Math.max(1, waits.ms)) {
      waits.ms = turn('page');
      if (waits.ms === 0) began.push(at.ms);
    }
    expect(began.length).toBeGreaterThan(400);
    expect(Math.max(...began.map((one) => began.filter((other) => other >= one && other < one + 1000).length))).toBeLessThan(50);
  });
});

describe('what Discord shows of itself', () => {
  test('is who we are there', async () => {
    await using it = await outgoing({ guildName: 'Acme' });
    expect(await it.discord.me()).toEqual({ applicationId: it.fake.applicationId, botUserId: it.fake.botId, guildId: it.fake.guildId, guildName: 'Acme' });
  });
  test('is a token that was reset: said with what to do, not tried again by everybody at once, and never in a log or an error', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.revokeToken();
    const fault: unknown = await it.platform.say(channel(id), aCard(), options).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'bad_token', forAll: true, retry: false, message: expect.stringContaining('Reset Token') });
    for (let n = 0; n < 20; n++) await expect(it.platform.say(channel(id), aCard(), { key: `k${n}` })).rejects.toMatchObject({ code: 'bad_token' });
    expect(it.fake.calls.filter(({ status }) => status === 401)).toHaveLength(1);
    expect(it.discord.health()).toMatchObject({ ok: false, detail: expect.stringContaining('DISCORD_TOKEN') });
    expect(JSON.stringify(fault, Object.getOwnPropertyNames(fault))).not.toContain(it.fake.token);
  });
  test('is that the bot is not in the server', async () => {
    await using it = await outgoing();
    it.fake.removeBot();
    await expect(it.discord.me()).rejects.toMatchObject({ key: 'discord.not_in_guild', forAll: true });
    expect(it.discord.health().ok).toBe(false);
  });
  test('is a missing permission to make rooms, until it is given', async () => {
    await using it = await outgoing({ botPermissions: ['ViewChannel', 'SendMessages'] });
    await expect(it.platform.places.open(aRoom())).rejects.toMatchObject({ code: '50013', needed: 'Manage Channels, Manage Roles' });
    expect(it.discord.health()).toMatchObject({ ok: false, detail: expect.stringContaining('Manage Channels') });
    it.fake.grant('ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory', 'ManageChannels', 'ManageRoles', 'PinMessages', 'SendMessagesInThreads');
    await it.platform.places.open(aRoom());
    expect(it.discord.health()).toEqual({ ok: true, detail: '' });
  });
  test('is nothing when one channel is gone', async () => {
    await using it = await outgoing();
    await expect(it.platform.say(channel('123456789012345678'), aCard(), options)).rejects.toMatchObject({ gone: true });
    expect(it.discord.health()).toEqual({ ok: true, detail: '' });
  });
  test.each<[string, object, object]>([
    ['that is torn', { reset: true }, { retry: true, inDoubt: true }], ['with an inner fault', { status: 500 }, { code: 'http_5xx', retry: true }], ['that hangs', { hang: true }, { code: 'timeout', retry: true, inDoubt: true }],
  ])('a connection %s may go well later', async (_, fault, expected) => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('POST /channels/:channel/messages', { ...fault, times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject(expected);
    await it.platform.say(channel(id), aCard(), options);
    expect(it.fake.messagesIn(id)).toHaveLength(1);
  });
});

describe('the guard against being banned', () => {
  test('lets pages through longest, and everybody again after ten minutes', () => {
    let now = 0;
    const guard = invalidGuard(() => now);
    for (let n = 0; n < 3000; n++) guard.answered(403, { isShared: false, isOurs: true });
    expect([guard.hinders('chores'), guard.hinders('talk'), guard.hinders('page')]).toEqual(['guarded', 'guarded', undefined]);
    for (let n = 0; n < 3000; n++) guard.answered(429, { isShared: false, isOurs: true });
    expect(guard.hinders('page')).toBe('guarded');
    now = 11 * 60_000;
    expect(guard.hinders('chores')).toBeUndefined();
  });
  test('counts everything of this process that is called at an address, and nothing of another', () => {
    const [one, other] = [guardAt('http://one.example:1/api'), guardAt('http://other.example/api')];
    for (let n = 0; n < 3000; n++) guardAt('http://one.example:1/api/webhooks/1/secret').answered(401, { isShared: false, isOurs: false });
    expect([one.hinders('talk'), one.hinders('page'), other.hinders('talk')]).toEqual(['guarded', undefined, undefined]);
  });
  test('does not take the end of an interaction’s token for that of the bot', () => {
    const guard = invalidGuard(() => 0);
    guard.answered(401, { isShared: false, isOurs: false });
    expect(guard.hinders('page')).toBeUndefined();
    guard.answered(401, { isShared: false, isOurs: true });
    expect([guard.hinders('page'), guard.hinders('page', false)]).toEqual(['bad_token', undefined]);
  });
  test('does not count what Discord does not', () => {
    const guard = invalidGuard(() => 0);
    for (let n = 0; n < 9000; n++) guard.answered(n % 2 === 0 ? 429 : 404, { isShared: true, isOurs: true });
    expect(guard.hinders('chores')).toBeUndefined();
  });
});

describe('what calls are counted as', () => {
  test.each([
    ['POST', '/channels/12/messages', undefined, 'POST /channels/:id/messages', '12'], ['PATCH', '/channels/12', { name: 'x' }, 'PATCH /channels/:id name', '12'], ['PATCH', '/channels/12', { parent_id: '1' }, 'PATCH /channels/:id', '12'],
    ['GET', '/channels/12/messages?limit=100', undefined, 'GET /channels/:id/messages', '12'],
  ])('%s %s', (method, route, body, kind, place) => {
    expect(countedAs(method, route, body)).toEqual({ kind, place });
  });
  test('answers by the token of their interaction, which nobody reads', () => {
    const [one, other] = ['one', 'other'].map((token) => countedAs('POST', `/webhooks/7/${token}`));
    expect([one!.kind, one!.place === other!.place, JSON.stringify(one).includes('one')]).toEqual(['POST /webhooks/:id/:token', false, false]);
    expect(countedAs('POST', '/interactions/7/one/callback')).toEqual({ kind: 'POST /interactions/:id/:token/callback', place: one!.place });
  });
  test('a page takes no turns, a rename always does', () => {
    expect(paceOf({ kind: 'POST /channels/:id/messages', place: '1' }, 'page')).toBeUndefined();
    expect(paceOf({ kind: 'PATCH /channels/:id name', place: '1' }, 'page')).toMatchObject({ waitMs: 0 });
  });
});

describe('the settings of Discord', () => {
  const secret = (text: string) => ({ reveal: () => text }) as never;
  test('are those of the environment, and of the provider where it is silent', () => {
    expect(discordSettings({ DISCORD_TOKEN: secret('Bot abc'), DISCORD_API_URL: 'http://127.0.0.1:9/api/v10/' }, { bot_token: 'stored', guild_id: '42', staff_role_ids: '1, 2', rooms_when_over: 'delete', default_channel: '7' }))
      .toEqual({ botToken: 'abc', guildId: '42', apiUrl: 'http://127.0.0.1:9/api', staffRoles: ['1', '2'], isPublic: false, roomsOver: 'delete', defaultChannel: '7' });
  });
  test.each([[{}, {}], [{ DISCORD_TOKEN: secret('abc') }, {}], [{}, { bot_token: 'abc' }], [{ DISCORD_TOKEN: secret(' ') }, { guild_id: '1' }]])('are none without a token and a server', (env, stored) => {
    expect(discordSettings(env, stored)).toBeUndefined();
  });
});
