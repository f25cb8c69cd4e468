import { expect, test } from 'vitest';
import type { Claimed } from '../../src/domain/notifications/claim.ts';
import { allowance } from '../../src/jobs/within-budget.ts';
import { aDatabase } from '../database.ts';

test('a provider of several means has room for each that a job sends', async () => {
  await using db = await aDatabase();
  const [{ id }] = await db.sql<[{ id: string }]>`insert into providers (name, kind, config) values ('twilio', 'TWILIO', '{}') returning id`;
  const page = (means: 'SMS' | 'VOICE'): Claimed => ({ id: means, incident_id: null, run_id: null, slot: '', user_id: null, username: null, language: null, time_zone: null, purpose: 'page', means, address: '', attempts: 1, provider_id: null, why: {}, is_page: true, notice: null });
  const [text, call] = [page('SMS'), page('VOICE')];
  const room = allowance([[text], [call]]);
  const twilio = { id, name: 'twilio', kind: 'TWILIO', settings: {}, limits: { perMinute: null, perHour: null } };
  expect([await room.ask(db.ctx(), twilio, text), await room.ask(db.ctx(), twilio, call)]).toEqual([0, 0]);
});
