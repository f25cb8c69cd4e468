import { expect, test } from 'vitest';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { createService } from '../../../src/domain/services/create-service.ts';
import { createSource } from '../../../src/domain/sources/create-source.ts';
import { deleteSource } from '../../../src/domain/sources/delete-source.ts';
import { editSource } from '../../../src/domain/sources/edit-source.ts';
import { findSource, listSources } from '../../../src/domain/sources/find-source.ts';
import { loadDirectory } from '../../../src/domain/sources/load-directory.ts';
import { placeSignal } from '../../../src/domain/sources/place-signal.ts';
import { rotateToken } from '../../../src/domain/sources/rotate-token.ts';
import { signingSecretOf } from '../../../src/domain/sources/signing-secret.ts';
import { snippetFor } from '../../../src/domain/sources/snippet-for.ts';
import { sourceByToken } from '../../../src/domain/sources/source-by-token.ts';
import { cacheDirectory } from '../../../src/intake/directory-cache.ts';
import { keyFrom, sealer } from '../../../src/secrets.ts';
import { aDatabase } from '../../database.ts';
import { silent } from '../../log.ts';
import { aSignal } from './a-directory.ts';

const seal = sealer({ current: keyFrom('a test key of at least 32 characters'), old: [] });
const sourceKinds = ['alertmanager', 'pagerduty', 'custom'].map((kind) => ({ kind, label: kind, snippet: (at: { url: string; token: string; name: string }) => `${at.name} ${at.url} ${at.token}` }));
const tools = { sourceKinds, sealer: seal };

async function withSource() {
  const database = await aDatabase();
  const ctx = database.ctx();
  const { source, token } = await createSource(ctx, { name: 'Prod', kind: 'Alertmanager' }, tools);
  const clock = async () => (await database.sql<[{ now: Date }]>`select imas_now() as now`)[0].now;
  const verdict = async (given: string, kind?: string) => sourceByToken(await loadDirectory(database.sql), given, kind, await clock()).verdict;
  return { database, ctx, source, token, clock, verdict, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

test('a new source answers with a token that opens its door, and only its hash is kept', async () => {
  await using world = await withSource();
  expect(world.token).toMatch(/^[a-z0-9]{32}$/);
  expect(await world.verdict(world.token, 'alertmanager')).toBe('accepted');
  expect(JSON.stringify(await world.database.sql`select * from source_tokens`)).not.toContain(world.token);
});

test('another kind’s door and a wrong token are answered alike; a disabled source is told apart', async () => {
  await using world = await withSource();
  expect(await world.verdict(world.token, 'pagerduty')).toBe('unknown');
  expect(await world.verdict('x'.repeat(32))).toBe('unknown');
  await editSource(world.ctx, 'prod', { isActive: false }, seal);
  expect(await world.verdict(world.token)).toBe('disabled');
});

test('after a rotation both tokens work until the grace period is over', async () => {
  await using world = await withSource();
  const { token, oldEndsAt } = await rotateToken(world.ctx, 'prod');
  expect(oldEndsAt.getTime() - (await world.clock()).getTime()).toBeGreaterThan(23.9 * 3_600_000);
  expect([await world.verdict(world.token), await world.verdict(token)]).toEqual(['accepted', 'accepted']);
  await world.database.advance('24 hours 1 second');
  expect([await world.verdict(world.token), await world.verdict(token)]).toEqual(['unknown', 'accepted']);
});

test('a second rotation within the grace period leaves two tokens', async () => {
  await using world = await withSource();
  const second = (await rotateToken(world.ctx, 'prod')).token;
  const third = (await rotateToken(world.ctx, 'prod')).token;
  expect([await world.verdict(world.token), await world.verdict(second), await world.verdict(third)]).toEqual(['unknown', 'accepted', 'accepted']);
});

test('without grace the old token ends at once', async () => {
  await using world = await withSource();
  const { token } = await rotateToken(world.ctx, 'prod', 0);
  expect([await world.verdict(world.token), await world.verdict(token)]).toEqual(['unknown', 'accepted']);
});

test('a name is taken whatever its case, in creating as in renaming', async () => {
  await using world = await withSource();
  await expect(createSource(world.ctx, { name: 'PROD', kind: 'custom' }, tools)).rejects.toMatchObject({ code: 'conflict' });
  await createSource(world.ctx, { name: 'Staging', kind: 'generic' }, tools);
  await expect(editSource(world.ctx, 'staging', { name: 'prod' }, seal)).rejects.toMatchObject({ code: 'conflict' });
  expect((await listSources(world.ctx)).map((one) => [one.name, one.kind])).toEqual([['Prod', 'alertmanager'], ['Staging', 'custom']]);
});

test('an unknown kind is answered with the kinds there are', async () => {
  await using world = await withSource();
  await expect(createSource(world.ctx, { name: 'x', kind: 'alertmanger' }, tools)).rejects.toMatchObject({ code: 'invalid', params: { kinds: 'alertmanager, pagerduty, custom' }, extras: { hint: { params: { names: 'alertmanager' } } } });
});

test.each<[Parameters<typeof editSource>[2], string]>([
  [{ grouping: 'by name' }, 'grouping'], [{ grouping: 'labels:' }, 'grouping'], [{ severityWords: { page: 'SEV9' } }, 'severity_words'],
  [{ defaultSeverity: 'bad' }, 'default_severity'], [{ serviceLabels: [] }, 'service_labels'], [{ signingSecret: 'short' }, 'signing_secret'],
])('%j is refused beside its field', async (change, field) => {
  await using world = await withSource();
  await expect(editSource(world.ctx, 'prod', change, seal)).rejects.toMatchObject({ code: 'invalid', extras: { fields: { [field]: expect.anything() } } });
});

test('every column can be edited, and the directory then has it', async () => {
  await using world = await withSource();
  const team = await createTeam(world.ctx, { name: 'SRE' });
  await editSource(world.ctx, 'prod', {
    name: 'Main', defaultSeverity: 'sev1', serviceLabels: ['kube_app'], teamLabels: ['squad'], severityWords: { Page: 'sev2' }, ownerTeam: 'sre',
    grouping: 'Labels: zone, cluster', autoResolve: false, toolMayAcknowledge: true, signingSecret: 'a long secret',
  }, seal);
  const prepared = (await loadDirectory(world.database.sql)).sources.get(world.source.id)!;
  expect(prepared).toMatchObject({
    name: 'Main', defaultSeverity: 'SEV1_CRITICAL', serviceLabels: ['kube_app'], teamLabels: ['squad'], ownerTeamId: team.id,
    grouping: { by: 'labels', labels: ['zone', 'cluster'] }, autoResolve: false, toolMayAcknowledge: true,
  });
  expect(prepared.severityWords.get('page')).toBe('SEV2_HIGH');
  expect(signingSecretOf(prepared, seal)).toBe('a long secret');
});

test('a signing secret is neither shown nor written to the audit log nor stored in clear', async () => {
  await using world = await withSource();
  const edited = await editSource(world.ctx, 'prod', { signingSecret: 'canary-secret' }, seal);
  expect(edited.hasSigningSecret).toBe(true);
  const everything = JSON.stringify([edited, await findSource(world.ctx, 'prod'), await world.database.sql`select * from audit_log`, await world.database.sql`select * from sources`]);
  expect(everything).not.toContain('canary-secret');
});

test('a source that sent alerts is not deleted; making it inactive is suggested', async () => {
  await using world = await withSource();
  await world.database.sql`insert into alerts (source_id, fingerprint, started_at, received_at, last_seen_at, name, severity, outcome, labels) values (${world.source.id}, 'f', now(), now(), now(), 'x', 'SEV3_MEDIUM', 'dropped', '{}')`;
  await expect(deleteSource(world.ctx, 'prod')).rejects.toMatchObject({ code: 'conflict', extras: { hint: { key: 'sources.make_inactive' } } });
});

test('a source that never sent anything goes with its tokens', async () => {
  await using world = await withSource();
  await deleteSource(world.ctx, 'prod');
  expect(await world.verdict(world.token)).toBe('unknown');
});

test('a directory is kept until the configuration changes, and then places by the new one', async () => {
  await using world = await withSource();
  const { sql } = world.database;
  const cache = await cacheDirectory(sql, silent);
  const held = await cache.latest();
  expect(await cache.current({ sql, version: held.version })).toBe(held);
  await createTeam(world.ctx, { name: 'SRE' });
  const service = await createService(world.ctx, { name: 'Redis', ownerTeam: 'SRE', aliases: ['cache'] });
  const [now] = await sql<{ version: number }[]>`select version from configuration_version`;
  const fresh = await cache.current({ sql, version: now!.version });
  expect(fresh.version).toBeGreaterThan(held.version);
  expect(placeSignal(aSignal({ service: 'CACHE' }), fresh.sources.get(world.source.id)!, fresh)).toMatchObject({ serviceId: service.id, teamId: service.ownerTeamId });
  await cache.stop();
});

test('the snippet has the address and the token filled in', () => {
  expect(snippetFor({ kind: 'custom', name: 'Prod' }, 'https://imas.example.com', 't0k', sourceKinds)).toBe('Prod https://imas.example.com/api/v1/webhooks/custom/ t0k');
});
