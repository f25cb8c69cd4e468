import { expect, test } from 'vitest';
import { compose } from '../../src/delivery/compose.ts';
import type { Incident } from '../../src/domain/incidents/schema.ts';
import type { Claimed } from '../../src/domain/notifications/claim.ts';
import { facts } from '../chat/an-incident.ts';

const claimed = (purpose: Claimed['purpose'], why: Record<string, unknown> = {}): Claimed => ({
  id: 'n-1', incident_id: 'i', run_id: 'r', slot: '1.0', user_id: 'u', username: 'bea', language: null, time_zone: null, purpose, means: 'EMAIL', address: 'bea@example.org', attempts: 0, provider_id: null, why, is_page: purpose === 'page', notice: null,
});
const { incident } = facts();
const secret: Incident = { ...facts({ number: 43, is_confidential: true, title: 'Payroll leak', service_name: 'payroll', team_name: 'HR', description: 'Salaries are public.', runbook_url: 'https://wiki.example.com/payroll' }).incident };
const paris = (language: 'en' | 'fr') => ({ language, timeZone: 'Europe/Paris' });

test.each<[Claimed['purpose'], readonly Incident[]]>([
  ['page', [secret]], ['page', [secret, incident]], ['page', [incident, secret]], ['reminder', [secret, incident]], ['all-clear', [secret]], ['notice', [secret]], ['opened', [secret]], ['resolved', [secret]],
])('%s: of a confidential incident nothing is said but that it is there (%#)', (purpose, incidents) => {
  expect(JSON.stringify(compose(claimed(purpose), incidents, paris('en'), {}))).not.toMatch(/payroll|HR|Salaries/i);
});

test.each([['en', 'INC-43 · confidential · SEV1'], ['fr', 'INC-43 · confidentiel · SEV1']] as const)('that it is confidential is said in the reader’s language (%s)', (language, line) => {
  expect(compose(claimed('page'), [secret], paris(language), {})).toMatchObject({ headline: line, body: line });
  expect(compose(claimed('page'), [secret, incident], paris(language), {}).headline).toContain(line);
});

test('of the others a bundle names the worst, and lists all', () => {
  const { headline, body } = compose(claimed('page'), [incident, secret], paris('en'), {});
  expect(headline).toBe('2 incidents need an answer; the worst: SEV1 redis-prod: Redis is down');
  expect(body).toBe('INC-42 SEV1 redis-prod: Redis is down\nINC-43 · confidential · SEV1');
});
