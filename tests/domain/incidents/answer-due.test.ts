import { expect, test } from 'vitest';
import { answerDue } from '../../../src/domain/incidents/answer-due.ts';
import { facts } from '../../chat/an-incident.ts';

test.each([
  ['TIER_1_CRITICAL', 'SEV1_CRITICAL', 'by_severity', 5], ['TIER_2', 'SEV1_CRITICAL', 'by_severity', 15], ['TIER_3', 'SEV1_CRITICAL', 'by_severity', 15], ['TIER_3', 'SEV2_HIGH', 'by_severity', 15],
  ['TIER_1_CRITICAL', 'SEV4_LOW', 'by_severity', 5], ['TIER_3', 'SEV3_MEDIUM', 'by_severity', 240], ['TIER_3', 'SEV3_MEDIUM', 'high', 15], ['TIER_3', 'SEV1_CRITICAL', 'low', 240],
] as const)('an answer about a service of %s is wanted of a %s (%s) within %i minutes', (tier, severity, urgency, minutes) => {
  const { incident } = facts({ service_criticality: tier, severity, service_urgency: urgency, acknowledge_timeout_minutes: 15 });
  expect(answerDue(incident).getTime() - incident.created_at.getTime()).toBe(minutes * 60_000);
});
