import { expect, test } from 'vitest';
import type { Actor, Context } from '../../../src/context.ts';
import { AppError } from '../../../src/errors.ts';
import { acknowledge } from '../../../src/domain/incidents/acknowledge.ts';
import { assign } from '../../../src/domain/incidents/assign.ts';
import { changeSeverity } from '../../../src/domain/incidents/change-severity.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { editIncident } from '../../../src/domain/incidents/edit.ts';
import { escalateNow } from '../../../src/domain/incidents/escalate-now.ts';
import { findIncident } from '../../../src/domain/incidents/find.ts';
import { merge } from '../../../src/domain/incidents/merge.ts';
import { mitigate } from '../../../src/domain/incidents/mitigate.ts';
import { addNote } from '../../../src/domain/incidents/note.ts';
import { pageSomeone } from '../../../src/domain/incidents/page-someone.ts';
import { reopen } from '../../../src/domain/incidents/reopen.ts';
import { resolve } from '../../../src/domain/incidents/resolve.ts';
import { setLead } from '../../../src/domain/incidents/set-lead.ts';
import { snooze } from '../../../src/domain/incidents/snooze.ts';
import { unacknowledge } from '../../../src/domain/incidents/unacknowledge.ts';
import { unmerge } from '../../../src/domain/incidents/unmerge.ts';
import { builtInGroups, type BuiltInGroup, type Codename } from '../../../src/permissions.ts';
import { aDatabase, aPerson, nobody, type TestDatabase } from '../../database.ts';
import { aNight } from '../../night.ts';

const soon = new Date(Date.now() + 3_600_000);
/** Every incident verb with the codename it demands. */
const verbs: readonly (readonly [string, Codename, (ctx: Context) => Promise<unknown>])[] = [
  ['see', 'view_incident', (ctx) => findIncident(ctx, 'INC-1')],
  ['declare', 'add_incident', (ctx) => declare(ctx, { title: 'x', severity: 'SEV3_MEDIUM', via: 'person' })],
  ['acknowledge', 'acknowledge_incident', (ctx) => acknowledge(ctx, 'INC-1')],
  ['unacknowledge', 'acknowledge_incident', (ctx) => unacknowledge(ctx, 'INC-1')],
  ['escalate', 'acknowledge_incident', (ctx) => escalateNow(ctx, 'INC-1')],
  ['page', 'acknowledge_incident', (ctx) => pageSomeone(ctx, 'INC-1', { user: 'bea' })],
  ['note', 'add_incidentcomment', (ctx) => addNote(ctx, 'INC-1', 'hello')],
  ['mitigate', 'change_incident', (ctx) => mitigate(ctx, 'INC-1')],
  ['resolve', 'resolve_incident', (ctx) => resolve(ctx, 'INC-1')],
  ['reopen', 'resolve_incident', (ctx) => reopen(ctx, 'INC-1')],
  ['severity', 'change_incident', (ctx) => changeSeverity(ctx, 'INC-1', 'SEV1_CRITICAL')],
  ['lead', 'change_incident', (ctx) => setLead(ctx, 'INC-1', 'bea')],
  ['assign', 'change_incident', (ctx) => assign(ctx, 'INC-1', 'SRE Core')],
  ['edit', 'change_incident', (ctx) => editIncident(ctx, 'INC-1', { title: 'y' })],
  ['snooze', 'change_incident', (ctx) => snooze(ctx, 'INC-1', soon)],
  ['merge', 'change_incident', (ctx) => merge(ctx, 'INC-1', 'INC-2')],
  ['unmerge', 'change_incident', (ctx) => unmerge(ctx, 'INC-1')],
];

/** Was the actor let in? What the verb then finds wrong with the incident's state does not matter here. */
async function letIn(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code !== 'forbidden' && error.code !== 'unauthenticated';
  }
}

async function twoIncidents() {
  const database = await aDatabase();
  const night = await aNight(database.ctx());
  for (const title of ['one', 'two']) await declare(database.ctx(), { title, service: 'redis-prod', severity: 'SEV2_HIGH', via: 'api' });
  return { database, night };
}

test('group by verb: exactly those whose group has the codename may', async () => {
  const { database, night } = await twoIncidents();
  await using _ = database;
  for (const [name, codename, verb] of verbs) {
    for (const group of Object.keys(builtInGroups) as BuiltInGroup[]) {
      // Whoever was let in before may lead it by now; only the group is to count.
      await database.sql`update incidents set lead_id = null`;
      await database.sql`delete from incident_people`;
      const expected = (builtInGroups[group] as readonly Codename[]).includes(codename);
      expect([name, group, await letIn(verb(database.ctx(aPerson(night.bea, group))))]).toEqual([name, group, expected]);
    }
    expect([name, 'nobody', await letIn(verb(database.ctx(nobody)))]).toEqual([name, 'nobody', false]);
  }
});

const onIt: readonly string[] = verbs.map(([name]) => name).filter((name) => name !== 'declare' && name !== 'see');
test.each([
  ['the lead may do everything to it', async (database: TestDatabase, bea: string): Promise<void> => void (await database.sql`update incidents set lead_id = ${bea}`), onIt],
  ['whoever is on call for its team may do everything to it', async (database: TestDatabase, bea: string): Promise<void> => void (await database.sql`update teams set current_on_call = ${bea}`), onIt],
  ['whoever it paged may acknowledge, escalate and page, and no more', async (database: TestDatabase, bea: string): Promise<void> => void (await database.sql`insert into incident_people (incident_id, user_id, role) select id, ${bea}, 'paged' from incidents on conflict do nothing`), ['acknowledge', 'unacknowledge', 'escalate', 'page']],
] satisfies [string, (database: TestDatabase, bea: string) => Promise<void>, readonly string[]][])('%s', async (_, arrange, allowed) => {
  const { database, night } = await twoIncidents();
  await using __ = database;
  await arrange(database, night.bea);
  const viewer: Actor = aPerson(night.bea, 'Viewers');
  for (const [name, , verb] of verbs) {
    if (name === 'see' || name === 'declare') continue;
    await database.sql`update incidents set lead_id = null`;
    await arrange(database, night.bea);
    expect([name, await letIn(verb(database.ctx(viewer)))]).toEqual([name, allowed.includes(name)]);
  }
});

test('a narrowed token stays narrow, even for the lead', async () => {
  const { database, night } = await twoIncidents();
  await using _ = database;
  await database.sql`update incidents set lead_id = ${night.bea}`;
  const narrow: Actor = { ...(aPerson(night.bea, 'Admins') as Extract<Actor, { kind: 'person' }>), scopes: new Set(['view_incident']) };
  expect(await letIn(acknowledge(database.ctx(narrow), 'INC-1'))).toBe(false);
});
