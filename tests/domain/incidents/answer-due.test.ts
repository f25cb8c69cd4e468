import { expect, test } from 'vitest';
import { answerDue } from '../../../src/domain/incidents/answer-due.ts';
import { facts } from '../../chat/an-incident.ts';

test.each([['TIER_1_CRITICAL', 5], ['TIER_2', 30], ['TIER_3', 240]] as const)('an answer about a service of %s is wanted within %i minutes', (tier, minutes) => {
  const { incident } = facts({ service_criticality: tier });
  expect(answerDue(incident).getTime() - incident.created_at.getTime()).toBe(minutes * 60_000);
});
