import { expect, test } from 'vitest';
import { aBundled, aDataFolder, type Bundled } from '../bundled.ts';
import { aDatabase } from '../database.ts';
import { fakeHttp } from '../fakes/http.ts';
import { alertmanagerBody } from '../world.ts';
import { openDoor } from './door.ts';
import { aTown, townKey } from './town.ts';
import { chats } from './with-chat.ts';

test.each(chats)('in %s a press that was taken by a replica which is then killed with -9 is carried out by the other one, once, and whoever pressed hears of it', { timeout: 120_000 }, async (_name, on) => {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await aDatabase());
  const chat = stack.use(await on());
  const receiver = stack.use(await fakeHttp());
  const door = stack.use(await openDoor(db.address));
  const start = async (): Promise<Bundled> => stack.use(await aBundled({ IMAS_DATA_DIR: stack.use(await aDataFolder()).path, DATABASE_URL: door.url(db.address.database), ...townKey, ...chat.env }));
  const { sql } = db;
  const one = await start();
  await chat.joined(one.url);
  await start();
  const { services: [service], token } = await aTown(db.ctx(), receiver.url, 1);
  const person = chat.addPerson('person0');
  const channel = chat.addChannel('team-0', [person]);
  await sql`update users set ${sql(`${chat.platform}_user_id`)} = ${person} where username = 'person0'`;
  await sql`update teams set ${sql(`${chat.platform}_channel_id`)} = ${channel} where name = 'Team 0'`;
  const posted = await fetch(`${one.url}/api/v1/webhooks/alertmanager/`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(alertmanagerBody([{ name: 'RedisDown', service: service! }])) });
  expect(posted.status).toBe(202);
  const card = await chat.until('the card', () => chat.messagesIn(channel)[0]);

  const heard = (): string[] => chat.aloneFor(person).filter((words) => words.includes('INC-1 is yours'));
  await sql.begin(async (held) => {
    // Whoever carries it out waits here; it was taken by then.
    await held`select 1 from incidents for update`;
    expect(await card.press(person, 'Acknowledge')).toBe(true);
    expect(await sql`select 1 from chat_events where wanted is not null and taken_by is not null`).toHaveLength(1);
    process.kill(one.pid, 'SIGKILL');
  });
  const began = performance.now();
  await chat.until('the card says who has it', () => chat.messagesIn(channel)[0]!.words.includes('Acknowledged by person0'));
  console.log(`carried out by the other one after ${Math.round(performance.now() - began)} ms`);
  await chat.until('whoever pressed hears of it', () => heard()[0]);
  expect(heard()).toHaveLength(1);
  expect(await sql`select 1 from timeline where kind = 'acknowledged'`).toHaveLength(1);
  expect(await sql`select 1 from chat_events where wanted is not null`, 'left to do').toHaveLength(0);
});
