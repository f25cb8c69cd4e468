import { beforeEach, expect, test } from 'vitest';
import { addMessage } from '../../../src/domain/incidents/add-message.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { addNote } from '../../../src/domain/incidents/note.ts';
import { heardMessage, type HeardMessage } from '../../../src/domain/incidents/heard-message.ts';
import { merge } from '../../../src/domain/incidents/merge.ts';
import { removeMessage } from '../../../src/domain/incidents/remove-message.ts';
import { timelineOf } from '../../../src/domain/incidents/timeline-of.ts';
import { aDatabase, aPerson, type TestDatabase } from '../../database.ts';
import { aNight, type Night } from '../../night.ts';

let db: TestDatabase;
let night: Night;
beforeEach(async () => {
  db = await aDatabase();
  night = await aNight(db.ctx());
  await declare(db.ctx(), { title: 'Redis is down', service: 'redis-prod', severity: 'SEV2_HIGH', via: 'person' });
  return () => db[Symbol.asyncDispose]();
});
const said = (more: Partial<HeardMessage> = {}): HeardMessage => ({ platform: 'slack', placeId: 'C1', messageId: '1.2', author: 'Zoe', at: new Date().toISOString(), text: 'failover done', ...more });
const words = async () => (await timelineOf(db.ctx(), 'INC-1')).filter(({ key }) => key === null).map(({ actor_name: by, text }) => `${by}: ${text}`);

test('a message stands where it was said, before what was written since', async () => {
  const at = new Date().toISOString();
  await addNote(db.ctx(aPerson(night.bea, 'Responders')), 'INC-1', 'it works again');
  await addMessage(db.ctx(aPerson(night.bea, 'Responders')), 'INC-1', said({ at }));
  expect(await words()).toEqual(['Zoe: failover done', 'tess: it works again']);
});

test('one that claims to come from the future is from now', async () => {
  await addMessage(db.ctx(), 'INC-1', said({ at: '2999-01-01T00:00:00Z' }));
  expect(await db.sql`select 1 from timeline where at > imas_now()`).toEqual([]);
});

test('ten who add it at once put it there once', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => addMessage(db.ctx(), 'INC-1', said())));
  expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await words()).toEqual(['Zoe: failover done']);
});

test('ten who take it off at once take it off once, and a note is never taken off', async () => {
  await addNote(db.ctx(), 'INC-1', 'a note');
  await addMessage(db.ctx(), 'INC-1', said());
  await Promise.allSettled(Array.from({ length: 10 }, () => removeMessage(db.ctx(), said())));
  expect(await words()).toEqual(['test: a note']);
  expect(await db.sql`select 1 from audit_log where action = 'incident.message_removed'`).toHaveLength(1);
  await expect(removeMessage(db.ctx(), said())).rejects.toMatchObject({ code: 'not_found' });
});

test('it goes with the timeline when incidents are merged, and can still be taken off', async () => {
  await declare(db.ctx(), { title: 'The same', service: 'redis-prod', severity: 'SEV2_HIGH', via: 'person' });
  await addMessage(db.ctx(), 'INC-2', said());
  await merge(db.ctx(), 'INC-2', 'INC-1');
  expect(await removeMessage(db.ctx(), said())).toBe('INC-1');
});

test('a message without words is refused', () => expect(addMessage(db.ctx(), 'INC-1', said({ text: ' \n' }))).rejects.toMatchObject({ code: 'invalid' }));

test.each([['add', addMessage], ['remove', (ctx: Parameters<typeof addMessage>[0], _: string, message: HeardMessage) => removeMessage(ctx, message)]] as const)('whoever may not comment may not %s one', async (_, verb) => {
  await addMessage(db.ctx(), 'INC-1', said());
  await expect(verb(db.ctx(aPerson(night.bea, 'Viewers')), 'INC-1', said())).rejects.toMatchObject({ code: 'forbidden' });
});

test('what was kept for something else is no message', async () => {
  await db.sql`insert into chat_values (id, value) values ('a', '{"command": "x", "args": {"heard": "y"}}'), ('b', '"heard"')`;
  for (const id of ['a', 'b', 'c']) await expect(heardMessage(db.ctx(), id)).rejects.toMatchObject({ code: 'not_found' });
});
