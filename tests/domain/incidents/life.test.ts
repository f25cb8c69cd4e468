import { expect, test } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import { acknowledge } from '../../../src/domain/incidents/acknowledge.ts';
import { assign } from '../../../src/domain/incidents/assign.ts';
import { changeSeverity } from '../../../src/domain/incidents/change-severity.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { editIncident } from '../../../src/domain/incidents/edit.ts';
import { findIncident } from '../../../src/domain/incidents/find.ts';
import { merge } from '../../../src/domain/incidents/merge.ts';
import { mitigate } from '../../../src/domain/incidents/mitigate.ts';
import { reopen } from '../../../src/domain/incidents/reopen.ts';
import { resolve } from '../../../src/domain/incidents/resolve.ts';
import { unacknowledge } from '../../../src/domain/incidents/unacknowledge.ts';
import { unmerge } from '../../../src/domain/incidents/unmerge.ts';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { aDatabase, aPerson } from '../../database.ts';
import { aNight } from '../../night.ts';

async function aStory() {
  const database = await aDatabase();
  const night = await aNight(database.ctx());
  const as = (user: string) => database.ctx({ ...aPerson(user, 'Operators'), username: user === night.alice ? 'alice' : 'bea' } as never);
  return { database, night, alice: as(night.alice), bea: as(night.bea), [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}
const broken = { title: 'Redis is down', service: 'redis-prod', severity: 'SEV1_CRITICAL', via: 'person' } as const;
const refusal = async (work: Promise<unknown>): Promise<AppError> => work.then(() => { throw new Error('it was let through'); }, (error: unknown) => { if (!(error instanceof AppError)) throw error; return error; });

test('of two who acknowledge at once one has it, and the other learns who and when', async () => {
  await using story = await aStory();
  await declare(story.database.ctx(), broken);
  const outcomes = await Promise.allSettled([acknowledge(story.alice, '1'), acknowledge(story.bea, '#1')]);
  const lost = outcomes.find((outcome) => outcome.status === 'rejected')!.reason as AppError;
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  expect(lost.code).toBe('conflict');
  expect(lost.extras.detail).toMatchObject({ acknowledged_by: expect.any(String), acknowledged_at: expect.stringMatching(/^\d{4}-/) });
  expect(await story.database.sql`select 1 from timeline where kind = 'acknowledged'`).toHaveLength(1);
  expect(await story.database.sql`select 1 from audit_log where action = 'incident.acknowledged'`).toHaveLength(1);
});

test('acknowledging twice changes nothing; the first to do so leads', async () => {
  await using story = await aStory();
  await declare(story.database.ctx(), broken);
  expect(await acknowledge(story.alice, 'inc-1')).toMatchObject({ changed: true, incident: { lead_name: 'alice', status: 'ACKNOWLEDGED' } });
  expect(await acknowledge(story.alice, 'inc-1')).toMatchObject({ changed: false });
});

test('acknowledging ends the run and its due moments in the same transaction', async () => {
  await using story = await aStory();
  await declare(story.database.ctx(), broken);
  await acknowledge(story.alice, '1');
  expect(await story.database.sql`select end_reason from runs`).toMatchObject([{ end_reason: 'acknowledged' }]);
  expect(await story.database.sql`select kind from timers where kind = 'escalate'`).toHaveLength(0);
});

test('given back it is triggered again in run 2, and the first acknowledgement stays', async () => {
  await using story = await aStory();
  await declare(story.database.ctx(), broken);
  const first = (await acknowledge(story.alice, '1')).incident.acknowledged_at;
  await story.database.advance('1 minute');
  const back = await unacknowledge(story.alice, '1');
  expect(back).toMatchObject({ status: 'TRIGGERED', holder_id: null });
  const again = await acknowledge(story.bea, '1');
  expect(again.incident).toMatchObject({ acknowledged_at: first, acknowledged_by_name: 'alice', holder_name: 'bea' });
  expect(await story.database.sql`select number, reason from runs order by number`).toMatchObject([{ number: 1 }, { number: 2, reason: 'unacknowledged' }]);
});

test('mitigating what nobody acknowledged also acknowledges it', async () => {
  await using story = await aStory();
  await declare(story.database.ctx(), broken);
  expect(await mitigate(story.alice, '1')).toMatchObject({ status: 'MITIGATED', acknowledged_by_name: 'alice' });
});

test('any open status may be resolved; resolving again as another is a conflict, reopening acknowledges', async () => {
  await using story = await aStory();
  await declare(story.database.ctx(), broken);
  expect((await resolve(story.alice, '1', { note: 'restarted', rootCause: 'memory' })).incident).toMatchObject({ status: 'RESOLVED', resolution_note: 'restarted', root_cause: 'memory' });
  expect((await refusal(resolve(story.bea, '1'))).extras.detail).toMatchObject({ resolved_by: 'alice' });
  expect(await resolve(story.alice, '1')).toMatchObject({ changed: false });
  expect(await reopen(story.bea, '1')).toMatchObject({ status: 'ACKNOWLEDGED', holder_name: 'bea', resolved_at: null });
});

test('raising the severity while nobody has it begins a new run; the same severity is refused', async () => {
  await using story = await aStory();
  await declare(story.database.ctx(), { ...broken, severity: 'SEV3_MEDIUM' });
  await changeSeverity(story.alice, '1', 'SEV1_CRITICAL');
  expect(await story.database.sql`select reason from runs where ended_at is null`).toMatchObject([{ reason: 'severity raised' }]);
  expect((await refusal(changeSeverity(story.alice, '1', 'SEV1_CRITICAL'))).code).toBe('conflict');
});

test('handing it to another team stops the old pages and begins the new ladder', async () => {
  await using story = await aStory();
  await declare(story.database.ctx(), broken);
  await createTeam(story.database.ctx(), { name: 'Payments' });
  expect(await assign(story.alice, '1', 'payments')).toMatchObject({ team_name: 'Payments' });
  expect(await story.database.sql`select reason, ended_at is null as live from runs order by number`).toMatchObject([{ live: false }, { reason: 'reassigned', live: true }]);
  expect((await assign(story.alice, '1', '@bea')).lead_name).toBe('bea');
  expect((await refusal(assign(story.alice, '1', 'nowhere'))).code).toBe('not_found');
});

test('edited fields keep their old values on the timeline', async () => {
  await using story = await aStory();
  await declare(story.database.ctx(), broken);
  await editIncident(story.alice, '1', { title: 'Redis is slow' });
  expect(await story.database.sql`select params from timeline where kind = 'edited'`).toMatchObject([{ params: { field: 'title', from: 'Redis is down', to: 'Redis is slow' } }]);
});

test('a merge moves alerts and timeline and ends the other; for a day it can be taken back', async () => {
  await using story = await aStory();
  await declare(story.database.ctx(), broken);
  await declare(story.database.ctx(), { ...broken, title: 'Checkout fails' });
  await story.database.sql`insert into alerts (source_id, fingerprint, started_at, received_at, last_seen_at, name, severity, outcome, incident_id, labels) select ${story.night.source}, 'f', now(), now(), now(), 'A', 'SEV1_CRITICAL', 'incident', id, '{}' from incidents where number = 2`;
  await story.database.sql`update incidents set alerts_firing = 1, alerts_total = 1 where number = 2`;
  const { from, into } = await merge(story.alice, '2', '1');
  expect(from).toMatchObject({ status: 'RESOLVED', resolved_how: 'merge', merged_into: into.id });
  expect(into).toMatchObject({ alerts_firing: 1, alerts_total: 1 });
  expect((await refusal(reopen(story.alice, '2'))).code).toBe('conflict');
  expect(await unmerge(story.alice, '2')).toMatchObject({ status: 'TRIGGERED', alerts_firing: 1, merged_into: null });
  expect(await findIncident(story.alice, '1')).toMatchObject({ alerts_firing: 0, alerts_total: 0 });
  expect((await refusal(unmerge(story.alice, '2'))).code).toBe('conflict');
  expect((await refusal(merge(story.alice, '1', '1'))).code).toBe('invalid');
});

test('a merge is final after a day', async () => {
  await using story = await aStory();
  await declare(story.database.ctx(), broken);
  await declare(story.database.ctx(), { ...broken, title: 'Checkout fails' });
  await merge(story.alice, '2', '1');
  await story.database.advance('25 hours');
  expect((await refusal(unmerge(story.alice, '2'))).message).toContain('24 hours');
});

test('reopening onto a taken group key offers the merge', async () => {
  await using story = await aStory();
  await declare(story.database.ctx(), broken);
  await story.database.sql`update incidents set group_key = 'service:x' where number = 1`;
  await resolve(story.alice, '1');
  await declare(story.database.ctx(), broken);
  await story.database.sql`update incidents set group_key = 'service:x' where number = 2`;
  const error = await refusal(reopen(story.alice, '1'));
  expect(error.extras.detail).toEqual({ merge_into: 'INC-2' });
});

test.each(['42', 'inc-42', '#42', 'INC-42', 'incident 42', "1'; drop table incidents; --", ''])('an incident that is not there is said to be not there: %s', async (ref) => {
  await using story = await aStory();
  expect((await refusal(findIncident(story.alice, ref))).code).toBe('not_found');
});
