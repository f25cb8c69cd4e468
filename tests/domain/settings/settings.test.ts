import { describe, expect, test } from 'vitest';
import { definitions, settingNames, type SettingName } from '../../../src/domain/settings/definitions.ts';
import { settingNamed } from '../../../src/domain/settings/demand-change.ts';
import { listSettings } from '../../../src/domain/settings/list-settings.ts';
import { resetSetting } from '../../../src/domain/settings/reset-setting.ts';
import { setSetting } from '../../../src/domain/settings/set-setting.ts';
import { setting } from '../../../src/domain/settings/setting.ts';
import { settingsTable } from '../../../src/domain/settings/table.ts';
import { setMember } from '../../../src/domain/people/set-member.ts';
import { aPeopledDatabase, aTeam, as, audited, someone } from '../people/someone.ts';

test('the narrowest value that is set holds', async () => {
  await using db = await aPeopledDatabase();
  const { teamId } = await aTeam(db, 'SRE', []);
  const [service] = await db.sql<{ id: string }[]>`insert into services (name, owner_team_id) values ('redis', ${teamId}) returning id`;
  const serviceId = service!.id;
  const values = async () => [await setting(db.ctx(), 'mute_hours'), await setting(db.ctx(), 'mute_hours', { teamId }), await setting(db.ctx(), 'mute_hours', { teamId, serviceId })];

  expect(await values()).toEqual([4, 4, 4]);
  await setSetting(db.ctx(), 'mute_hours', 5);
  await setSetting(db.ctx(), 'mute_hours', '6', { scope: 'team', teamId });
  await setSetting(db.ctx(), 'mute_hours', 7, { scope: 'service', serviceId });
  expect(await values()).toEqual([5, 6, 7]);
  expect(await resetSetting(db.ctx(), 'mute_hours', { scope: 'team', teamId })).toBe(true);
  expect(await values()).toEqual([5, 5, 7]);
  expect(await resetSetting(db.ctx(), 'mute_hours', { scope: 'team', teamId })).toBe(false);
  expect((await audited(db)).filter((action) => action.startsWith('setting'))).toEqual(['setting.changed', 'setting.changed', 'setting.changed', 'setting.reset']);
});

test('a stored value that no longer fits counts as not set', async () => {
  await using db = await aPeopledDatabase();
  await db.sql`insert into settings (scope, name, value) values ('organisation', 'mute_hours', '"soon"')`;
  expect(await setting(db.ctx(), 'mute_hours')).toBe(4);
});

describe('values as people type them', () => {
  test.for<[SettingName, unknown, unknown]>([
    ['mute_hours', ' 12 ', 12], ['mute_hours', 12, 12], ['mute_hours', '0', undefined], ['mute_hours', '1.5', undefined], ['mute_hours', '', undefined], ['mute_hours', '73', undefined],
    ['sound', 'Off', false], ['sound', 'oui', true], ['sound', true, true], ['sound', 'perhaps', undefined],
    ['who_may_declare', 'Operators', 'operators'], ['who_may_declare', 'nobody', undefined],
    ['room_severities', 'sev2, SEV1', ['SEV1_CRITICAL', 'SEV2_HIGH']], ['room_severities', ['SEV4_LOW', 'sev4'], ['SEV4_LOW']], ['room_severities', 'none', []], ['room_severities', 'SEV5', undefined],
    ['announce_channel', 'slack:C0123', 'slack:C0123'], ['announce_channel', '', ''], ['announce_channel', '#general', undefined],
    ['check_pending_escalations_at', '*/5  * * * *', '*/5 * * * *'], ['check_pending_escalations_at', '0 8 * * 1-5', '0 8 * * 1-5'], ['check_pending_escalations_at', '0,30 2 1 */2 *', '0,30 2 1 */2 *'],
    ['check_pending_escalations_at', '60 * * * *', undefined], ['check_pending_escalations_at', '* * * *', undefined], ['check_pending_escalations_at', '5-1 * * * *', undefined], ['check_pending_escalations_at', '*/0 * * * *', undefined],
  ])('%s: %j is %j', ([name, given, stored]) => {
    const parsed = definitions[name].type.safeParse(given);
    expect(parsed.success ? parsed.data : undefined).toEqual(stored);
  });

  test('what does not fit is refused with what the setting is for', async () => {
    await using db = await aPeopledDatabase();
    await expect(setSetting(db.ctx(), 'mute_hours', 'long')).rejects.toMatchObject({ code: 'invalid', params: { value: 'long', name: 'mute_hours' }, extras: { hint: { key: 'settings.mute_hours' }, fields: { value: {} } } });
  });
});

test('every default fits its own setting', () => {
  for (const name of settingNames) expect(definitions[name].type.safeParse(definitions[name].fallback)).toEqual({ success: true, data: definitions[name].fallback });
});

test('a setting is set only where it has a meaning', async () => {
  await using db = await aPeopledDatabase();
  const { teamId } = await aTeam(db, 'SRE', []);
  await expect(setSetting(db.ctx(), 'sound', false, { scope: 'team', teamId })).rejects.toMatchObject({ code: 'invalid', key: 'settings.wrong_scope', params: { scopes: 'organisation, person' } });
});

test('people set their own, managers their team’s and its services’, nobody else’s', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  const other = await aTeam(db, 'Data', []);
  const services = await db.sql<{ id: string }[]>`insert into services (name, owner_team_id) values ('redis', ${teamId}), ('spark', ${other.teamId}) returning id`;
  await setMember(db.ctx(), { teamId, userId: ids.ann, role: 'manager' });
  const ann = db.ctx(await as(db, ids.ann));
  const allowed = (call: Promise<unknown>) => call.then(() => true, (error: { code: string }) => error.code !== 'forbidden');

  expect([
    await allowed(setSetting(ann, 'sound', false, { scope: 'person', userId: ids.ann })),
    await allowed(setSetting(ann, 'sound', false, { scope: 'person', userId: ids.bob })),
    await allowed(setSetting(ann, 'mute_hours', 2, { scope: 'team', teamId })),
    await allowed(setSetting(ann, 'mute_hours', 2, { scope: 'team', teamId: other.teamId })),
    await allowed(setSetting(ann, 'mute_hours', 2, { scope: 'service', serviceId: services[0]!.id })),
    await allowed(setSetting(ann, 'mute_hours', 2, { scope: 'service', serviceId: services[1]!.id })),
    await allowed(setSetting(ann, 'mute_hours', 2)),
  ]).toEqual([true, false, true, false, true, false, false]);
});

test('the list shows what differs, other people’s own to those who change users', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  const root = await someone(db, 'root', 'Admins');
  await setSetting(db.ctx(), 'sound', false, { scope: 'person', userId: ids.ann });
  await setSetting(db.ctx(), 'mute_hours', 2, { scope: 'team', teamId });
  const seen = async (by: string) => (await listSettings(db.ctx(await as(db, by)))).map((row) => [row.name, row.scope, row.subjectName, row.value, row.fallback]);

  const team = ['mute_hours', 'team', 'SRE', 2, 4];
  const own = ['sound', 'person', 'ann', false, true];
  expect([await seen(ids.ann), await seen(ids.bob), await seen(root)]).toEqual([[team, own], [team], [team, own]]);
});

test('a name is found with hyphens and capitals, a mistyped one answered with the nearest', () => {
  expect(settingNamed(' Mute-Hours ')).toBe('mute_hours');
  expect(() => settingNamed('mute_hour')).toThrow(expect.objectContaining({ code: 'not_found', extras: { hint: { key: 'errors.nearest', params: { names: 'mute_hours' } } } }));
});

test.for(['en', 'fr'] as const)('the table of the docs (%s) has a row for each setting', (language) => {
  const rows = settingsTable(language).trimEnd().split('\n').slice(2);
  expect(rows.map((row) => /^\| `(\w+)`/.exec(row)?.[1])).toEqual(settingNames);
  for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(7);
});
