import type { Context } from '../../src/context.ts';
import { system } from '../../src/context.ts';
import { connect, drizzleOver, type Address, type Sql } from '../../src/db/client.ts';
import { enqueueOn } from '../../src/db/transaction.ts';
import { providerKinds } from '../../src/app/ports.ts';
import { setOnCall } from '../../src/domain/oncall/set-on-call.ts';
import { addContact } from '../../src/domain/people/add-contact.ts';
import { addUser } from '../../src/domain/people/add-user.ts';
import { createTeam } from '../../src/domain/people/create-team.ts';
import { setMember } from '../../src/domain/people/set-member.ts';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { createService } from '../../src/domain/services/create-service.ts';
import { setSetting } from '../../src/domain/settings/set-setting.ts';
import { createSource } from '../../src/domain/sources/create-source.ts';
import type { Queue } from '../../src/queue.ts';
import { silent } from '../log.ts';
import { testSealer } from '../night.ts';

/** What a server needs to open what `aTown` sealed. */
export const townKey = { IMAS_SECRET_KEY: 'a key for tests, long enough, 0123456789' };

/** A connection to a server's database, and a context for verbs that enqueue nothing. */
export function openTown(address: Address): AsyncDisposable & { sql: Sql; ctx: Context } {
  const sql = connect(address, { max: 4, name: 'tests' });
  const db = drizzleOver(sql);
  const queue: Queue = { send: async () => { throw new Error('Laying out a town sends no jobs.'); } };
  const ctx: Context = { actor: system('tests'), db, sql, log: silent, queue, enqueue: enqueueOn({ queue }, sql), inTransaction: false };
  return { sql, ctx, [Symbol.asyncDispose]: () => sql.end({ timeout: 1 }) };
}

/**
 * Many teams, each with a service and one person on call who is told by webhook: so many that neither the storm rule nor
 * the bundling of pages comes between an incident and its page.
 * @returns names of the services, and the token of an Alertmanager source that groups by service and alertname
 */
export async function aTown(ctx: Context, receiver: string, size: number): Promise<{ services: string[]; token: string }> {
  await setSetting(ctx, 'storm_incidents', 1000);
  await setSetting(ctx, 'page_bundle_count', 100);
  await addProvider(ctx, { name: 'hook', kind: 'WEBHOOK', config: { url: receiver } }, { providerKinds, sealer: testSealer });
  const services: string[] = [];
  for (let n = 0; n < size; n++) {
    const { id: userId } = await addUser(ctx, { username: `person${n}`, email: `person${n}@example.org`, groups: ['Responders'] });
    const { id: teamId } = await createTeam(ctx, { name: `Team ${n}` });
    await setMember(ctx, { teamId, userId });
    await setOnCall(ctx, { teamId, userId });
    await addContact(ctx, { userId, means: 'WEBHOOK', address: `${receiver}/person${n}` });
    const service = await createService(ctx, { name: `service-${n}`, ownerTeam: `Team ${n}`, criticality: 'TIER_1_CRITICAL' });
    services.push(service.name);
  }
  const { token } = await createSource(ctx, { name: 'load', kind: 'alertmanager', grouping: 'service+alertname' }, { sourceKinds: [{ kind: 'alertmanager', label: '', snippet: () => '' }], sealer: testSealer });
  return { services, token };
}
