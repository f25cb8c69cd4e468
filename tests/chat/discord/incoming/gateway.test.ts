import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import type { Inbound } from '../../../../src/chat/discord/inbound.ts';
import { cardOf } from '../../../../src/chat/answer.ts';
import { DiscordFault } from '../../../../src/chat/discord/faults.ts';
import { sessionStarts } from '../../../../src/chat/discord/session-starts.ts';
import { anInbound } from './an-inbound.ts';

const eventually = (look: () => boolean, ms: number) => vi.waitFor(() => expect(look()).toBe(true), { timeout: ms, interval: 20 });
const healthy = (inbound: Inbound) => vi.waitFor(() => expect(inbound.health().ok).toBe(true), { timeout: 10_000, interval: 20 });

// Each waits for itself.
describe.concurrent('the gateway', () => {
  test('is asked for with nothing but guilds', async () => {
    await using it = await anInbound();
    expect(it.discord.gateway.identifies.map(({ intents }) => intents)).toEqual([1]);
  });
  test.each([4000, undefined])('that is lost (%s) is resumed within five seconds in the same process', async (code) => {
    await using it = await anInbound();
    it.discord.gateway.drop(code);
    const began = performance.now();
    await it.discord.until('a resume', () => it.discord.gateway.resumes.length > 0);
    expect(performance.now() - began).toBeLessThan(5000);
    await healthy(it.inbound);
    expect(it.discord.gateway.identifies).toHaveLength(1);
  });
  test('that asks to reconnect is resumed', async () => {
    await using it = await anInbound();
    it.discord.gateway.reconnect();
    await it.discord.until('a resume', () => it.discord.gateway.resumes.length > 0);
    expect((await it.bea.slash('incident list')).shown).toBe('answer');
  });
  test('that doubts its session and may resume it does so, and nothing that was pressed meanwhile is lost', async () => {
    await using it = await anInbound();
    const card = await it.posted(cardOf({ title: 'Redis is down', actions: [{ label: 'Acknowledge', command: 'incident/ack', args: {} }] }));
    it.discord.gateway.invalidate(true);
    const began = performance.now();
    expect((await it.bea.press(card, 'Acknowledge')).shown).toBe('answer');
    expect(performance.now() - began).toBeLessThan(3000);
    expect([it.discord.gateway.identifies.length, it.discord.gateway.resumes.length, it.ready]).toEqual([1, 1, [true]]);
  });
  test.each([4009, 'invalid'] as const)('whose session is over (%s) is identified anew', async (how) => {
    await using it = await anInbound();
    if (how === 'invalid') it.discord.gateway.invalidate(false);
    else it.discord.gateway.drop(how);
    const began = performance.now();
    await it.discord.until('a new session', () => it.discord.gateway.identifies.length > 1);
    await healthy(it.inbound);
    expect(performance.now() - began).toBeLessThan(10_000);
    // What happened meanwhile is not told: it is read again.
    expect(it.ready).toEqual([true, true]);
    expect((await it.bea.slash('incident list')).shown).toBe('answer');
  });
  test('that falls silent is noticed and resumed within five seconds, although it says no goodbye', async () => {
    await using it = await anInbound({ heartbeatMs: 500 });
    it.discord.gateway.silence(true);
    const began = performance.now();
    await it.discord.until('a resume', () => it.discord.gateway.resumes.length > 0);
    expect(performance.now() - began).toBeLessThan(5000);
    expect((await it.bea.slash('incident list')).shown).toBe('answer');
  });
  test('that refuses the token is not asked again, and said', async () => {
    await using it = await anInbound();
    it.discord.revokeToken();
    await it.discord.until('the refusal', () => it.refused.length > 0);
    expect(it.inbound.health()).toMatchObject({ ok: false, detail: expect.stringMatching(/bot token.*https:\/\/discord\.com\/developers/) as string });
    expect(it.discord.gateway.identifies).toHaveLength(1);
    expect(it.refused).toMatchObject([{ key: 'discord.bad_token' }]);
  });
  test('that refused the token is opened anew once the token is taken again', async () => {
    await using it = await anInbound();
    it.discord.revokeToken();
    await it.discord.until('the refusal', () => it.refused.length > 0);
    it.discord.allowToken();
    await eventually(() => it.discord.gateway.identifies.length > 1, 15_000);
    await healthy(it.inbound);
    expect((await it.bea.slash('incident list')).shown).toBe('answer');
    expect(it.refused).toHaveLength(1);
  }, 30_000);
  test('that refuses a token which calls are taken with is tried ever later, not in a loop', async () => {
    await using it = await anInbound({ tokenAgainMs: 3000 });
    it.discord.gateway.refuseToken(true);
    it.discord.gateway.drop(4004);
    await eventually(() => it.refused.length > 1, 15_000);
    it.discord.gateway.refuseToken(false);
    const began = performance.now();
    await eventually(() => it.discord.gateway.identifies.length > 1, 25_000);
    // Longer than the first pause, and than the five seconds that sessions are apart anyway.
    expect(performance.now() - began).toBeGreaterThan(5500);
  }, 50_000);
  test('that cannot be reached is tried ever more rarely, but within five seconds, and said once in the log', async () => {
    const said: string[] = [];
    await using it = await anInbound({ log: pino({ level: 'info' }, { write: (line: string) => void said.push((JSON.parse(line) as { msg: string }).msg) }) });
    const { gateway } = it.discord;
    gateway.refuse(true);
    gateway.drop();
    await eventually(() => gateway.refused.length >= 4, 15_000);
    gateway.refuse(false);
    const began = performance.now();
    await healthy(it.inbound);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(gateway.refused[3]! - gateway.refused[2]!).toBeGreaterThan(2 * (gateway.refused[1]! - gateway.refused[0]!));
    expect(said.filter((line) => line.includes('connecting again'))).toHaveLength(1);
  }, 30_000);
  test('that lets no further session begin is left in peace, and said', async () => {
    await using it = await anInbound();
    it.discord.gateway.startsLeft(0);
    it.discord.gateway.invalidate(false);
    await vi.waitFor(() => expect(it.inbound.health()).toMatchObject({ ok: false, detail: expect.stringContaining('too many sessions') as string }), { timeout: 10_000, interval: 20 });
    await it.discord.until('the line to be left', () => it.discord.gateway.connected() === 0);
    expect(it.discord.gateway.identifies).toHaveLength(1);
  });
  test('is held by one replica, and by the other within ten seconds when that one goes', async () => {
    await using it = await anInbound();
    const other = it.another();
    expect(other.health().detail).toContain('another replica');
    await it.inbound.stop();
    const began = performance.now();
    await it.discord.until('the other to identify', () => it.discord.gateway.identifies.length > 1 && it.discord.gateway.connected() === 1);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect((await it.bea.slash('incident list')).shown).toBe('answer');
  });
});

describe('the beginnings of sessions', () => {
  const starts = (limit: object | Error) => {
    const at = { now: 0 };
    return { at, it: sessionStarts({ call: (async () => { if (limit instanceof Error) throw limit; return { session_start_limit: limit }; }) as never }, () => at.now) };
  };

  test('are five seconds apart, and ever further where each ends at once: never a thousand a day', async () => {
    const { at, it } = starts({ remaining: 900, reset_after: 1000 });
    const waits: number[] = [];
    let n = 0;
    for (; at.now < 86_400_000; n++) {
      const ms = await it.left();
      waits.push(ms);
      at.now += ms;
      it.note();
    }
    expect(waits.slice(0, 13)).toEqual([0, ...Array.from({ length: 10 }, () => 5000), 10_000, 20_000]);
    expect(n).toBeLessThan(1000);
  });
  test('wait until Discord lets the next one begin', async () => {
    expect(await starts({ remaining: 0, reset_after: 3_600_000 }).it.left()).toBe(3_600_000);
    expect(await starts({ remaining: 1, reset_after: 3_600_000 }).it.left()).toBe(0);
  });
  test('do not wait for a Discord that does not answer, but for a token that it takes', async () => {
    expect(await starts(new DiscordFault('GET /gateway/bot', 'unreachable')).it.left()).toBe(0);
    await expect(starts(new DiscordFault('GET /gateway/bot', 'bad_token')).it.left()).rejects.toMatchObject({ code: 'bad_token' });
  });
});
