import { expect, test } from 'vitest';
import { accessCard } from '../../src/chat/cards/access.ts';
import type { AccessRequest } from '../../src/domain/people/access-request.ts';
import { drawing } from './an-incident.ts';

const request = (wanted: AccessRequest['wanted']): AccessRequest => ({
  id: '1', platform: 'slack', chatUserId: 'U1', userId: null, name: 'Zoe Quinn', email: null, standing: null, wanted, pendingId: null, account: undefined, groups: [],
  askedAt: new Date(), decidedAt: null, decidedBy: null, outcome: null, groupName: null, posted: [],
});
const told = (wanted: AccessRequest['wanted']): string => JSON.stringify(accessCard(drawing(), request(wanted), ['Responders']).body);

test.each([
  [{ phrase: '/incident declare SEV1 Salaries are public private:yes' }],
  [{ phrase: '/incident declare private:"oui" Salaries are public' }],
  [{ command: 'incident/declare', args: {}, values: { title: 'Salaries are public', private: 'true' } }],
])('of %j those who let people in read only which command it was', (wanted) => {
  expect(told(wanted)).toContain('"/incident declare"');
  expect(told(wanted)).not.toContain('Salaries');
});

test('of anything else they read what was wanted', () => {
  expect(told({ phrase: '/incident declare SEV1 Redis is down private:no' })).toContain('Redis is down');
});
