import { expect, test } from 'vitest';
import { aBundled, aDataFolder, type Bundled } from '../bundled.ts';
import { aDatabase } from '../database.ts';
import { fakeDiscord } from '../fakes/discord/fake-discord.ts';
import { openDoor } from './door.ts';
import { townKey } from './town.ts';

/** Within which another replica is to listen (promise R7). */
const takenOverMs = 10_000;

test.each(['SIGKILL', 'SIGSTOP'] as const)('the replica that listens to Discord is struck by %s: another one identifies within ten seconds, and answers', { timeout: 120_000 }, async (signal) => {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await aDatabase());
  const discord = stack.use(await fakeDiscord());
  const door = stack.use(await openDoor(db.address));
  const start = async (): Promise<Bundled> => stack.use(await aBundled({
    IMAS_DATA_DIR: stack.use(await aDataFolder()).path, DATABASE_URL: door.url(db.address.database), ...townKey,
    DISCORD_TOKEN: discord.token, DISCORD_GUILD_ID: discord.guildId, DISCORD_API_URL: discord.apiUrl,
  }));
  const one = await start();
  discord.addChannel({ name: 'sre' });
  const bea = discord.person(discord.addMember({ name: 'bea' }));
  await discord.until('the first to listen', () => discord.gateway.connected() === 1 && discord.world.commands.get(discord.guildId));
  await start();
  process.kill(one.pid, signal);
  const began = performance.now();
  await discord.until('the other to listen', () => discord.gateway.identifies.length === 2);
  const ms = performance.now() - began;
  console.info(`${signal}: another replica identified after ${Math.round(ms)} ms`);
  expect(ms).toBeLessThan(takenOverMs);
  expect((await bea.slash('incident list')).shown).toBe('answer');
  if (signal === 'SIGKILL') return;
  // It wakes, and leaves the gateway to whoever took over.
  process.kill(one.pid, 'SIGCONT');
  await discord.until('one alone to listen', () => discord.gateway.connected() === 1);
  const { answers, answer } = await bea.slash('incident list');
  await answer();
  expect([answers.length, discord.gateway.identifies.length]).toEqual([1, 2]);
});
