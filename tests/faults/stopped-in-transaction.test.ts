import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { idleMs } from '../../src/db/transaction.ts';
import { aDatabase } from '../database.ts';

test('what a replica holds when it is stopped in the middle of a transaction is free again before it goes on (promise R12)', { timeout: 60_000 }, async () => {
  await using db = await aDatabase();
  await db.sql`insert into teams (name, slug) values ('SRE', 'sre')`;
  const holder = spawn(process.execPath, [fileURLToPath(new URL('lock-holder.ts', import.meta.url)), JSON.stringify(db.address)], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(holder.stdout, 'data');
    process.kill(holder.pid!, 'SIGSTOP');
    const stopped = performance.now();
    await db.sql`update teams set name = 'SRE Core'`;
    const waited = performance.now() - stopped;
    expect(waited).toBeGreaterThan(1000);
    expect(waited).toBeLessThan(idleMs + 5000);
  } finally {
    holder.kill('SIGKILL');
  }
});
