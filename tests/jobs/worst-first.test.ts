import { expect, test } from 'vitest';
import { z } from 'zod';
import { commands } from '../../commands/commands.ts';
import { directCard } from '../../src/app/posting.ts';
import type { Provider } from '../../src/delivery/provider.ts';
import { declare } from '../../src/domain/incidents/declare.ts';
import { makeDeliveries } from '../../src/jobs/handlers/deliver.ts';
import { aDatabase } from '../database.ts';
import { aNight, testSealer } from '../night.ts';

test('of what leaves together the worst goes first, for there may be room for some alone', async () => {
  await using db = await aDatabase();
  const night = await aNight(db.ctx());
  await db.sql`insert into providers (name, kind, config) values ('mail', 'SMTP', '{}')`;
  const ids: string[] = [];
  for (const [place, severity] of (['SEV4_LOW', 'SEV1_CRITICAL', 'SEV3_MEDIUM'] as const).entries()) {
    const { id } = await declare(db.ctx(), { title: severity, severity, service: 'redis-prod', via: 'person', lead: false });
    ids.push(`00000000-0000-4000-8000-00000000000${place}`);
    await db.sql`insert into notifications (id, incident_id, run_id, user_id, purpose, means, address, is_page) select ${ids[place]!}, ${id}, id, ${night.alice}, 'page', 'EMAIL', 'alice@example.org', true from runs where incident_id = ${id}`;
  }
  const left: string[] = [];
  const mail: Provider = { settings: z.any(), means: ['EMAIL'], send: async ({ headline }) => { left.push(/SEV\d/.exec(JSON.stringify(headline))![0]); return { state: 'accepted' }; } };
  const deliveries = makeDeliveries({
    replica: 1, platforms: new Map(), opening: { providerKinds: [{ kind: 'SMTP', label: 'mail', means: ['EMAIL'], isPlatform: false, fields: [] } as never], sealer: testSealer }, providerOf: () => mail, tools: { allowAddresses: [], timeoutMs: 1000 },
    keys: { current: Buffer.alloc(32), old: [] }, publicUrl: undefined, language: 'en', timeZone: 'UTC', directCard: directCard(commands), tellAdmins: async () => undefined,
  });
  await deliveries.byJob(db.ctx(), { notificationIds: ids });
  expect(left).toEqual(['SEV1', 'SEV3', 'SEV4']);
  expect(await db.sql`select distinct status from notifications where means = 'EMAIL'`).toEqual([{ status: 'accepted' }]);
});
