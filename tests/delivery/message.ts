import type { Message } from '../../src/delivery/provider.ts';

/** A page about INC-42, to be varied. */
export function aMessage(difference: Partial<Message> = {}): Message {
  return {
    key: 'n-1',
    headline: 'SEV1 redis-prod: Redis is down',
    body: 'It does not answer.',
    language: 'en',
    to: 'bea@example.org',
    facts: {
      event: 'incident.page',
      timestamp: '2026-11-22T03:00:00.000Z',
      incident: { id: 'i-42', short_id: 'INC-42', title: 'Redis is down', severity: 'SEV1', status: 'OPEN', service: 'redis-prod', team: 'SRE' },
    },
    ...difference,
  };
}
