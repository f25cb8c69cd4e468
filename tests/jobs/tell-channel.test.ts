import { expect, test } from 'vitest';
import { declare } from '../../src/domain/incidents/declare.ts';
import type { Posting } from '../../src/jobs/opening.ts';
import { tellChannel } from '../../src/jobs/handlers/tell-channel.ts';
import { aPeopledDatabase, aTeam } from '../domain/people/someone.ts';
import { createService } from '../../src/domain/services/create-service.ts';

test.each([['just now', '1 second', 'notify.passed_on'], ['a while ago', '5 minutes', 'notify.nobody_yet']])('a channel is told why nobody has it, and may take it there: who cannot said so %s', async (_, ago, key) => {
  await using db = await aPeopledDatabase();
  await aTeam(db, 'SRE', ['alice']);
  await createService(db.ctx(), { name: 'redis-prod', ownerTeam: 'SRE' });
  await declare(db.ctx(), { title: 'Redis is down', service: 'redis-prod', severity: 'SEV1_CRITICAL', via: 'api' });
  const [incident] = await db.sql<{ id: string }[]>`select id from incidents`;
  await db.sql`insert into timeline (incident_id, at, kind, actor_name) values (${incident!.id}, imas_now() - ${ago}::text::interval, 'passed_on', 'alice')`;
  const said: unknown[] = [];
  const posting = {
    saying: (text: string, params: object, next: object) => ({ key: text, params, next }), say: String, teamChannels: async () => [{ platform: 'console', id: 'c', kind: 'channel' }],
    platforms: new Map([['console', { name: 'console', say: async (_place: unknown, card: unknown) => { said.push(card); } }]]),
  } as unknown as Posting;
  await tellChannel(posting)(db.ctx(), { incidentId: incident!.id, key: 'k', minutes: 0 });
  expect(said).toMatchObject([{ key, params: { incident: 'INC-1', n: 1 }, next: { command: 'incident/ack', args: { incident: 'INC-1' } } }]);
});
