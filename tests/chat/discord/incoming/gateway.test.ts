import { describe, expect, test, vi } from 'vitest';
import type { Inbound } from '../../../../src/chat/discord/inbound.ts';
import { anInbound } from './an-inbound.ts';

const healthy = (inbound: Inbound) => vi.waitFor(() => expect(inbound.health().ok).toBe(true), { timeout: 10_000, interval: 20 });

describe('the gateway', () => {
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
  test.each([4009, 'invalid'] as const)('whose session is over (%s) is identified anew', async (how) => {
    await using it = await anInbound();
    if (how === 'invalid') it.discord.gateway.invalidate(false);
    else it.discord.gateway.drop(how);
    await it.discord.until('a new session', () => it.discord.gateway.identifies.length > 1);
    await healthy(it.inbound);
    expect((await it.bea.slash('incident list')).shown).toBe('answer');
  });
  test('that falls silent is noticed and resumed', async () => {
    await using it = await anInbound({ heartbeatMs: 500 });
    it.discord.gateway.silence();
    await it.discord.until('a resume', () => it.discord.gateway.resumes.length > 0);
    expect((await it.bea.slash('incident list')).shown).toBe('answer');
  });
  test('that refuses the token is not asked again, and said', async () => {
    await using it = await anInbound();
    it.discord.revokeToken();
    await it.discord.until('the refusal', () => it.refused.length > 0);
    expect(it.inbound.health()).toMatchObject({ ok: false, detail: expect.stringContaining('bot token') as string });
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
