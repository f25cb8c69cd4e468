import { expect, test } from 'vitest';
import { aConversation } from './conversation.ts';

const addressIn = (said: string): string | undefined => /https:\/\/imas\.example\.com\/calendar\/([a-z0-9]{32})\.ics/.exec(said)?.[1];
const live = async (talk: Awaited<ReturnType<typeof aConversation>>) => Number((await talk.database.sql`select count(*) as n from calendar_feeds where revoked_at is null`)[0]!['n']);

test('an address is told once and privately; asked again, one is offered a new one', async () => {
  await using talk = await aConversation('Responders');
  const first = await talk.answer('/oncall calendar');
  expect(first).toMatchObject({ private: true });
  const secret = addressIn(talk.plain(first));
  expect(secret).toBeDefined();
  const second = await talk.say('/oncall calendar');
  expect(second).toContain('This calendar has 1 address');
  expect(second).not.toContain(secret!);
  expect(await live(talk)).toBe(1);
});

test('a new address ends the old one only when that was chosen', async () => {
  await using talk = await aConversation('Responders');
  await talk.say('/oncall calendar');
  const card = await talk.answer('/oncall calendar');
  expect(addressIn(await talk.press(card, 'A further address'))).toBeDefined();
  expect(await live(talk)).toBe(2);
  expect(await talk.press(card, 'New address, end the old')).toContain('2 addresses have ended');
  expect(await live(talk)).toBe(1);
  expect(await talk.press(card, 'End all')).toContain('1 address has ended');
  expect(await live(talk)).toBe(0);
});

test("a team's calendar has an address of its own", async () => {
  await using talk = await aConversation('Admins');
  await talk.say('/team create SRE');
  await talk.say('/oncall calendar');
  expect(await talk.say('/oncall calendar sre')).toMatch(/^SRE: the schedule as a calendar\n/);
  expect(await talk.say('/oncall calendar SER')).toContain('Did you mean SRE?');
  expect(await live(talk)).toBe(2);
});

test('there are at most ten addresses of one calendar', async () => {
  await using talk = await aConversation('Responders');
  for (let n = 0; n < 10; n++) await talk.say('/oncall calendar how:add');
  expect(await talk.say('/oncall calendar how:add')).toContain('You have 10 addresses of this calendar already');
});
