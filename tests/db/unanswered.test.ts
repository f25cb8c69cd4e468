import { expect, inject, test } from 'vitest';
import { connect } from '../../src/db/client.ts';
import { openDoor } from '../faults/door.ts';

test('a statement that a silent network swallowed fails after the patience, and the next one is answered', async () => {
  await using door = await openDoor(inject('server'));
  const sql = connect({ url: door.url('postgres') }, { max: 1, name: 'test', patienceMs: 300 });
  try {
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
    door.swallow(true);
    await expect(sql`select 2 as two`).rejects.toThrow('CONNECTION_CLOSED');
    door.swallow(false);
    expect(await sql`select 3 as three`).toEqual([{ three: 3 }]);
  } finally {
    await sql.end({ timeout: 1 });
  }
});

test('a connection that has nothing to say is left alone', async () => {
  await using door = await openDoor(inject('server'));
  const sql = connect({ url: door.url('postgres') }, { max: 1, name: 'test', patienceMs: 500 });
  try {
    const [first] = await sql`select pg_backend_pid() as pid`;
    // The server answers after twice the patience of this pool's neighbour: time passes by the database's clock, not by a timer here.
    const other = connect({ url: door.url('postgres') }, { max: 1, name: 'test' });
    await other`select pg_sleep(1)`;
    await other.end();
    expect(await sql`select pg_backend_pid() as pid`).toEqual([first]);
  } finally {
    await sql.end({ timeout: 1 });
  }
});
