import { expect, test } from 'vitest';
import { hashToken } from '../../../src/secrets.ts';
import { anApi } from './an-api.ts';

test('a team: founded with people and a pin, read by any name, changed, deleted', async () => {
  await using api = await anApi();
  await api.join('ann', ['Responders']);
  await api.join('bea', ['Responders']);
  const made = await api.ask('POST', 'teams/', { body: { name: 'SRE Core', slack_channel_id: 'C0123456789', time_zone: 'Europe/Paris', members: ['Bea', 'ann'], managers: ['ann'], current_on_call: 'bea' } });
  expect([made.status, made.body]).toMatchObject([201, { name: 'SRE Core', slug: 'sre-core', members: ['bea', 'ann'], managers: ['ann'], current_on_call: 'bea', slack_channel_id: 'C0123456789', time_zone: 'Europe/Paris', primary_platform: 'slack' }]);
  expect(await api.db.sql`select primary_platform from teams where name = 'SRE Core'`).toEqual([{ primary_platform: null }]);
  for (const ref of [made.body.id, 'sre core', 'SRE-CORE']) expect((await api.ask('GET', `teams/${encodeURIComponent(ref)}/`)).body).toEqual(made.body);
  expect((await api.ask('PATCH', 'teams/sre-core/', { body: { members: ['ann'], current_on_call: null } })).body).toMatchObject({ members: ['ann'], managers: ['ann'], current_on_call: null, name: 'SRE Core' });
  expect((await api.ask('PATCH', 'teams/sre-core/', { body: { current_on_call: null } })).status).toBe(200);
  expect((await api.ask('DELETE', 'teams/sre-core/')).status).toBe(204);
  expect((await api.ask('GET', 'teams/sre-core/')).status).toBe(404);
});

test('a manager may change the own team and no other', async () => {
  await using api = await anApi();
  await api.join('ann', ['Viewers']);
  await api.ask('POST', 'teams/', { body: { name: 'Mine', members: ['ann'], managers: ['ann'] } });
  await api.ask('POST', 'teams/', { body: { name: 'Theirs' } });
  expect((await api.ask('PATCH', 'teams/mine/', { as: 'ann', body: { description: 'We' } })).status).toBe(200);
  expect((await api.ask('PATCH', 'teams/theirs/', { as: 'ann', body: { description: 'They' } })).status).toBe(403);
});

test('a patch that fails in one member changes none', async () => {
  await using api = await anApi();
  await api.ask('POST', 'teams/', { body: { name: 'SRE', description: 'old' } });
  const refused = await api.ask('PATCH', 'teams/sre/', { body: { description: 'new', members: ['ghost'] } });
  expect([refused.status, Object.keys(refused.body.fields)]).toEqual([400, ['members']]);
  expect((await api.ask('GET', 'teams/sre/')).body.description).toBe('old');
});

test('a service: created, found by alias, changed with its aliases, deleted', async () => {
  await using api = await anApi();
  await api.ask('POST', 'teams/', { body: { name: 'SRE' } });
  const made = await api.ask('POST', 'services/', { body: { name: 'redis-prod', owner_team: 'sre', criticality: 'tier_1_critical', runbook_url: 'https://wiki.example.com/redis', aliases: ['redis'] } });
  expect([made.status, made.body]).toMatchObject([201, { name: 'redis-prod', owner_team: 'SRE', criticality: 'TIER_1_CRITICAL', runbook_url: 'https://wiki.example.com/redis', aliases: ['redis'], is_active: true }]);
  expect((await api.ask('GET', 'services/REDIS/')).body.id).toBe(made.body.id);
  expect((await api.ask('PATCH', 'services/redis/', { body: { name: 'cache', aliases: ['kv'], is_active: false } })).body).toMatchObject({ name: 'cache', aliases: ['kv'], is_active: false });
  expect((await api.ask('GET', 'services/?is_active=false')).body.results.map((it: { name: string }) => it.name)).toEqual(['cache']);
  expect((await api.ask('GET', 'services/?owner_team=nowhere')).body.fields).toHaveProperty('owner_team');
  expect((await api.ask('POST', 'services/', { body: { name: 'x', owner_team: 'nowhere' } })).body.fields).toHaveProperty('owner_team');
  expect((await api.ask('DELETE', 'services/kv/')).status).toBe(204);
});

test('a source answers with its token once, and rotates it', async () => {
  await using api = await anApi();
  const made = await api.ask('POST', 'sources/', { body: { name: 'Prometheus', type: 'ALERTMANAGER', default_severity: 'SEV2_HIGH', owner_team: 'triage', signing_secret: 'canary-secret' } });
  expect([made.status, made.body]).toMatchObject([201, { name: 'Prometheus', type: 'ALERTMANAGER', default_severity: 'SEV2_HIGH', owner_team: 'Triage', has_signing_secret: true, token: expect.stringMatching(/^[a-z0-9]{32}$/), webhook_url: 'https://imas.example.com/api/v1/webhooks/alertmanager/' }]);
  expect(made.body.snippet).toContain(made.body.token);
  expect(await api.db.sql`select 1 from source_tokens where hash = ${hashToken(made.body.token)}`).toHaveLength(1);
  const read = await api.ask('GET', 'sources/prometheus/');
  expect(read.body).not.toHaveProperty('token');
  expect(read.text).not.toContain('canary-secret');
  const rotated = await api.ask('POST', 'sources/prometheus/rotate-token/', { body: { grace_hours: 1 } });
  expect(rotated.body.token).not.toBe(made.body.token);
  expect((await api.ask('PATCH', 'sources/prometheus/', { body: { is_active: false, owner_team: null } })).body).toMatchObject({ is_active: false, owner_team: null, name: 'Prometheus' });
  expect((await api.ask('POST', 'sources/', { body: { name: 'x', type: 'pigeon' } })).body.fields).toHaveProperty('type');
  expect((await api.ask('DELETE', 'sources/prometheus/')).status).toBe(204);
});

test('a rule in the words of the guide, ordered, changed, taken away', async () => {
  await using api = await anApi();
  await api.ask('POST', 'sources/', { body: { name: 'Prometheus', type: 'alertmanager' } });
  await api.ask('POST', 'services/', { body: { name: 'redis-prod', owner_team: 'triage' } });
  const first = await api.ask('POST', 'rules/', { body: { source: 'prometheus', match_labels: { alertname: 'HighMemory', namespace: 'production' }, target_service: 'redis-prod', override_severity: 'SEV2' } });
  expect([first.status, first.body]).toMatchObject([201, { source: 'Prometheus', position: 1, match_labels: { alertname: 'HighMemory', namespace: 'production' }, target_service: 'redis-prod', override_severity: 'SEV2_HIGH' }]);
  const second = await api.ask('POST', 'rules/', { body: { source: 'prometheus', position: 1, match_labels: 'env=~"dev|test"', is_drop: true } });
  expect(second.body).toMatchObject({ position: 1, match_labels: [{ label: 'env', op: '=~', value: 'dev|test' }], is_drop: true });
  expect((await api.ask('GET', 'rules/?source=prometheus')).body.results.map((it: { id: string }) => it.id)).toEqual([second.body.id, first.body.id]);
  expect((await api.ask('PATCH', `rules/${first.body.id}/`, { body: { position: 1, override_severity: null } })).body).toMatchObject({ position: 1, override_severity: null, target_service: 'redis-prod' });
  expect((await api.ask('POST', 'rules/', { body: { source: 'prometheus', match_labels: { a: { b: 1 } }, is_drop: true } })).body.fields).toHaveProperty('match_labels');
  expect((await api.ask('POST', 'rules/', { body: { source: 'prometheus', match_labels: { a: '1' }, target_service: 'nowhere' } })).body.fields).toHaveProperty('target_service');
  expect((await api.ask('DELETE', `rules/${first.body.id}/`)).status).toBe(204);
  expect((await api.ask('GET', `rules/${'-'.repeat(36)}/`)).status).toBe(404);
});

test('a provider’s secrets are masked, kept when sent back masked, and it is tried', async () => {
  await using api = await anApi();
  const made = await api.ask('POST', 'providers/', { body: { name: 'Mail', type: 'smtp', config: { host: 'mail.example.com', password: 'canary-secret' } } });
  expect([made.status, made.body.type, made.body.is_active]).toEqual([201, 'SMTP', true]);
  expect(made.text).not.toContain('canary-secret');
  const changed = await api.ask('PATCH', 'providers/mail/', { body: { config: { ...made.body.config, host: 'mx.example.com' }, is_active: false, priority: 5 } });
  expect(changed.body).toMatchObject({ config: { host: 'mx.example.com', password: made.body.config.password }, is_active: false, priority: 5 });
  expect((await api.ask('PATCH', 'providers/mail/', { body: { per_minute: 20, per_hour: 500 } })).body).toMatchObject({ per_minute: 20, per_hour: 500 });
  expect((await api.ask('PATCH', 'providers/mail/', { body: { per_hour: null } })).body).toMatchObject({ per_minute: 20, per_hour: null });
  expect((await api.ask('PATCH', 'providers/mail/', { body: { per_minute: 0 } })).body.fields).toHaveProperty('per_minute');
  expect((await api.ask('POST', 'providers/mail/test/', { body: { to: 'me@example.com' } })).body).toEqual({ ok: true, detail: 'accepted' });
  expect(api.tests).toEqual([{ providerId: made.body.id, to: 'me@example.com' }]);
  expect((await api.ask('POST', 'providers/', { body: { name: 'x', type: 'smtp', config: {} } })).body.fields).toHaveProperty('password');
  expect((await api.ask('DELETE', 'providers/mail/')).status).toBe(204);
});

test('a person: added, seen without contacts by others, changed, disabled once nothing is held', async () => {
  await using api = await anApi();
  await api.join('vic', ['Viewers']);
  const made = await api.ask('POST', 'users/', { body: { username: 'Ann', email: 'ann@example.com', phone: '+33612345678', groups: ['Operators'], time_zone: 'Europe/Paris', language: 'fr', slack_user_id: 'U1' } });
  expect([made.status, made.body]).toMatchObject([201, { username: 'ann', email: 'ann@example.com', phone: '+33612345678', groups: ['Operators'], time_zone: 'Europe/Paris', language: 'fr', slack_user_id: 'U1', discord_user_id: null, is_active: true }]);
  const seen = (await api.ask('GET', 'users/ann/', { as: 'vic' })).body;
  expect([seen.username, 'email' in seen, 'phone' in seen]).toEqual(['ann', false, false]);
  expect((await api.ask('GET', 'users/me/', { as: 'vic' })).body.email).toBe('vic@example.com');
  expect((await api.ask('PATCH', 'users/me/', { as: 'vic', body: { language: 'fr', time_zone: 'UTC' } })).body).toMatchObject({ language: 'fr', time_zone: 'UTC' });
  expect((await api.ask('PATCH', 'users/me/', { as: 'vic', body: { groups: ['Admins'] } })).status).toBe(403);
  expect((await api.ask('PATCH', 'users/me/', { as: 'vic', body: { is_active: false } })).status).toBe(403);
  await api.ask('POST', 'teams/', { body: { name: 'SRE', members: ['ann'], current_on_call: 'ann' } });
  const held = await api.ask('DELETE', 'users/ann/');
  expect([held.status, held.body.holdings.map((it: { kind: string }) => it.kind)]).toEqual([409, ['pin', 'membership']]);
  expect((await api.ask('DELETE', 'users/ann/?replace_by=vic')).status).toBe(204);
  expect((await api.ask('GET', 'teams/sre/')).body).toMatchObject({ members: ['vic'], current_on_call: 'vic' });
  expect((await api.ask('PATCH', 'users/ann/', { body: { is_active: true, groups: ['nobodies'] } })).body.fields).toHaveProperty('groups');
  expect((await api.ask('PATCH', 'users/ann/', { body: { is_active: true } })).body.is_active).toBe(true);
});

test('a group of one’s own making; the built-in ones stay as they are', async () => {
  await using api = await anApi();
  expect((await api.ask('POST', 'groups/', { body: { name: 'Readers', codenames: ['view_incident'] } })).body).toEqual({ name: 'Readers', codenames: ['view_incident'], is_built_in: false });
  expect((await api.ask('PATCH', 'groups/readers/', { body: { codenames: ['view_team'] } })).body.codenames).toEqual(['view_team']);
  expect((await api.ask('PATCH', 'groups/Admins/', { body: { codenames: [] } })).status).toBe(409);
  expect((await api.ask('GET', 'groups/')).body.count).toBe(6);
  expect((await api.ask('DELETE', 'groups/readers/')).status).toBe(204);
  expect((await api.ask('GET', 'groups/readers/')).status).toBe(404);
});

test('a token is shown once, works at once, and ends at once', async () => {
  await using api = await anApi();
  const made = await api.ask('POST', 'tokens/', { body: { name: 'ci', scopes: ['view_incident'], expires_at: '2999-01-01T00:00:00+02:00' } });
  expect([made.status, made.body]).toMatchObject([201, { user: 'root', name: 'ci', scopes: ['view_incident'], expires_at: '2998-12-31T22:00:00.000Z', token: expect.stringMatching(/^[a-z0-9]{32}$/) }]);
  api.tokens.set('ci', made.body.token);
  expect((await api.ask('GET', 'incidents/', { as: 'ci' })).status).toBe(200);
  expect((await api.ask('GET', 'teams/', { as: 'ci' })).status).toBe(403);
  expect((await api.ask('GET', 'tokens/')).text).not.toContain(made.body.token);
  expect((await api.ask('DELETE', `tokens/${made.body.id}/`)).status).toBe(204);
  expect((await api.ask('GET', 'incidents/', { as: 'ci' })).status).toBe(401);
  expect((await api.ask('DELETE', 'tokens/not-a-uuid/')).status).toBe(404);
});

test('a responder sees the own tokens only', async () => {
  await using api = await anApi();
  await api.join('ann', ['Responders']);
  expect((await api.ask('GET', 'tokens/', { as: 'ann' })).body.results.map((it: { user: string }) => it.user)).toEqual(['ann']);
  expect((await api.ask('GET', 'tokens/?user=root', { as: 'ann' })).status).toBe(403);
});

test('settings: listed with what differs, set for everyone or a team, taken back', async () => {
  await using api = await anApi();
  expect((await api.ask('PUT', 'settings/mute_hours/', { body: { value: 8 } })).body).toMatchObject({ name: 'mute_hours', scope: 'organisation', value: 8, default: 4, is_default: false });
  expect((await api.ask('PUT', 'settings/mute_hours/?team=triage', { body: { value: '2' } })).body).toMatchObject({ scope: 'team', subject: 'Triage', value: 2 });
  const rows = (await api.ask('GET', 'settings/?search=mute_hours')).body.results;
  expect(rows.map((it: { scope: string; value: number }) => [it.scope, it.value])).toEqual([['organisation', 8], ['team', 2]]);
  expect((await api.ask('DELETE', 'settings/mute_hours/?team=triage')).status).toBe(204);
  expect((await api.ask('DELETE', 'settings/mute_hours/')).status).toBe(204);
  expect((await api.ask('GET', 'settings/mute_hours/')).body).toMatchObject({ value: 4, is_default: true });
  expect((await api.ask('PUT', 'settings/mute_hours/', { body: { value: 'never' } })).body.fields).toHaveProperty('value');
  expect((await api.ask('PUT', 'settings/mute_hour/', { body: { value: 1 } }))).toMatchObject({ status: 404, body: { hint: expect.stringContaining('mute_hours') } });
  expect((await api.ask('GET', 'settings/mute_hours/?team=triage&person=root')).status).toBe(400);
});

test('escalation policies are read, the built-in ones too', async () => {
  await using api = await anApi();
  const { results } = (await api.ask('GET', 'escalation-policies/')).body;
  expect(results.map((it: { origin: string }) => it.origin)).toEqual(['built-in', 'built-in', 'built-in']);
  expect(results[0].steps[0]).toMatchObject({ delay_minutes: 0, targets: [{ kind: 'ON_CALL', level: 1 }] });
  expect((await api.ask('GET', 'escalation-policies/none/')).status).toBe(404);
});

test('an escalation policy is made with people and teams by name, changed by version, deleted', async () => {
  await using api = await anApi();
  await api.ask('POST', 'teams/', { body: { name: 'SRE' } });
  const made = await api.ask('POST', 'escalation-policies/', { body: { team: 'sre', severity: 'sev1', steps: [
    { delay_minutes: 5, targets: [{ kind: 'on_call', team: 'triage' }], only: { days: [6, 7], from: '00:00', to: '24:00' } }, { delay_minutes: 0, targets: [{ kind: 'USER', user: 'root' }], means: ['sms'] },
  ] } });
  expect(made).toMatchObject({ status: 201, body: { team: 'SRE', name: 'SRE SEV1', severity: 'SEV1_CRITICAL', version: 1, steps: [
    { delay_minutes: 0, targets: [{ kind: 'USER', user: 'root' }], means: ['SMS'], only: null }, { delay_minutes: 5, targets: [{ kind: 'ON_CALL', level: 1, team: 'Triage' }], only: { days: [6, 7], from: '00:00', to: '24:00' } },
  ] } });
  const path = `escalation-policies/${made.body.id}/`;
  expect((await api.ask('PATCH', path, { body: { repeat_count: 2, steps: made.body.steps, version: 1 } })).body).toMatchObject({ version: 2, repeat_count: 2 });
  expect(await api.ask('PATCH', path, { body: { name: 'Night', version: 1 } })).toMatchObject({ status: 409, body: { version: 2 } });
  expect((await api.ask('PATCH', path, { body: { steps: [{ delay_minutes: 0, targets: [{ kind: 'USER', user: 'rot' }] }] } }))).toMatchObject({ status: 400, body: { fields: { steps: expect.anything() } } });
  expect((await api.ask('POST', 'escalation-policies/', { body: { team: 'SRE', severity: 'SEV1' } })).status).toBe(409);
  expect((await api.ask('POST', 'escalation-policies/', { body: { team: 'nowhere' } })).body.fields).toHaveProperty('team');
  expect((await api.ask('GET', path)).body).toMatchObject({ version: 2 });
  expect((await api.ask('DELETE', path)).status).toBe(204);
  expect((await api.ask('GET', path)).status).toBe(404);
});

test('the audit log tells who did what by which way, and is filtered', async () => {
  await using api = await anApi();
  await api.ask('POST', 'teams/', { body: { name: 'SRE' } });
  const { results } = (await api.ask('GET', 'audit-log/?action=team&actor=root')).body;
  expect(results).toMatchObject([{ action: 'team.created', actor: 'root', via: 'api', object: 'SRE', object_kind: 'team', success: true, request_id: expect.any(String) }]);
});

test('notifications show addresses only to those who may read contacts', async () => {
  await using api = await anApi();
  await api.join('vic', ['Viewers']);
  const ann = await api.join('ann', ['Responders']);
  await api.ask('POST', 'incidents/', { body: { title: 'Down' } });
  await api.db.sql`
    insert into notifications (incident_id, user_id, purpose, means, address, status, error, is_page)
    select id, ${ann}, 'page', 'EMAIL', 'ann@example.com', 'dead', 'no such mailbox ann@example.com', true from incidents`;
  const first = async (as: string, path: string) => (await api.ask('GET', path, { as })).body.results[0] as Record<string, unknown>;
  for (const path of ['notifications/?status=dead&user=ann&means=email', 'incidents/INC-1/notifications/']) {
    expect(await first('root', path)).toMatchObject({ incident: 'INC-1', user: 'ann', address: 'ann@example.com', error: expect.stringContaining('ann@') });
    expect(await first('ann', path)).toMatchObject({ address: 'ann@example.com' });
    expect(await first('vic', path)).toMatchObject({ user: 'ann', address: null, error: null, status: 'dead' });
  }
  const { id } = await first('root', 'notifications/');
  expect((await api.ask('GET', `notifications/${String(id)}/`, { as: 'vic' })).body).toMatchObject({ id, address: null });
  expect((await api.ask('GET', 'notifications/none/')).status).toBe(404);
});

test('alerts are listed by what they are, alone and with their incident', async () => {
  await using api = await anApi();
  const source = (await api.ask('POST', 'sources/', { body: { name: 'Prometheus', type: 'alertmanager' } })).body.id as string;
  await api.ask('POST', 'incidents/', { body: { title: 'Down' } });
  await api.db.sql`
    insert into alerts (source_id, fingerprint, started_at, ended_at, received_at, last_seen_at, name, severity, outcome, incident_id, service_id, labels)
    select ${source}, 'f' || n, now(), case when n = 2 then now() end, now(), now(), 'Alert ' || n, 'SEV2_HIGH', 'incident', i.id, i.service_id, '{"env":"prod"}' from incidents i, generate_series(1, 3) n order by n`;
  const names = async (path: string) => (await api.ask('GET', path)).body.results.map((it: { name: string }) => it.name);
  expect(await names('alerts/')).toEqual(['Alert 3', 'Alert 2', 'Alert 1']);
  expect(await names('alerts/?status=firing&ordering=received_at&source=prometheus&incident=INC-1')).toEqual(['Alert 1', 'Alert 3']);
  expect(await names('alerts/?search=alert 2&severity=SEV2&outcome=incident')).toEqual(['Alert 2']);
  expect(await names('incidents/INC-1/alerts/')).toEqual(['Alert 3', 'Alert 2', 'Alert 1']);
  expect((await api.ask('GET', 'incidents/1/')).body.alerts).toMatchObject([{ name: 'Alert 3', status: 'firing', source: 'Prometheus' }, { name: 'Alert 1' }, { name: 'Alert 2', status: 'resolved' }]);
  const { id } = (await api.ask('GET', 'alerts/')).body.results[0];
  expect((await api.ask('GET', `alerts/${id}/`)).body).toMatchObject({ id, incident: 'INC-1', service: 'Unknown/Triage', labels: { env: 'prod' } });
  expect((await api.ask('GET', 'alerts/abc/')).status).toBe(404);
});

test('what was given up is listed and sent once more, one or all', async () => {
  await using api = await anApi();
  const dead = async () => (await api.db.sql<[{ id: string }]>`insert into notifications (purpose, means, address, status) values ('notice', 'EMAIL', 'ops@example.com', 'dead') returning id`)[0].id;
  const [one] = [await dead(), await dead(), await dead()];
  expect((await api.ask('GET', 'notifications/?status=dead')).body.count).toBe(3);
  expect((await api.ask('POST', `notifications/${one}/retry/`)).body).toMatchObject({ id: one, status: 'queued' });
  expect((await api.ask('POST', `notifications/${one}/retry/`)).status).toBe(409);
  expect((await api.ask('POST', `notifications/${crypto.randomUUID()}/retry/`)).status).toBe(404);
  expect((await api.ask('POST', 'notifications/retry/')).body).toEqual({ retried: 2 });
  expect(api.db.jobs.filter(({ name }) => name === 'deliver')).toHaveLength(2);
});

test('one’s own notification rules are read and written; those of others by whoever may change users', async () => {
  await using api = await anApi();
  await api.join('ann', ['Viewers']);
  await api.join('bea', ['Responders']);
  const add = (who: string, as: string, body: object) => api.ask('POST', `users/${who}/notification-rules/`, { as, body });
  const list = async (who: string, as: string) => (await api.ask('GET', `users/${who}/notification-rules/`, { as })).body.results;
  expect((await add('me', 'ann', { urgency: 'high', means: 'chat' })).body).toEqual({ urgency: 'high', number: 1, means: 'CHAT', contact: null, after_seconds: 0 });
  const refused = await add('me', 'ann', { urgency: 'high', means: 'SMS', after_seconds: 60 });
  expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('SMS')]);
  expect((await add('me', 'ann', { urgency: 'high', means: 'CHAT', after_seconds: 100_000 })).body.fields).toHaveProperty('after_seconds');
  await add('me', 'ann', { urgency: 'high', means: 'CHAT', after_seconds: 30 });
  await add('ann', 'root', { urgency: 'low', means: 'CHAT', after_seconds: 5 });
  expect(await list('me', 'ann')).toMatchObject([{ urgency: 'high', number: 1 }, { urgency: 'high', number: 2, after_seconds: 30 }, { urgency: 'low', number: 1, after_seconds: 5 }]);
  expect([(await api.ask('GET', 'users/ann/notification-rules/', { as: 'bea' })).status, (await add('ann', 'bea', { urgency: 'high', means: 'CHAT' })).status]).toEqual([403, 403]);
  expect((await api.ask('DELETE', 'users/ann/notification-rules/high/1/', { as: 'ann' })).status).toBe(204);
  expect((await api.ask('DELETE', 'users/me/notification-rules/high/1/', { as: 'ann' })).status).toBe(404);
  expect((await api.ask('DELETE', 'users/me/notification-rules/high/x/', { as: 'ann' })).status).toBe(404);
  expect((await api.ask('DELETE', 'users/ann/notification-rules/?urgency=high')).status).toBe(204);
  expect(await list('ann', 'root')).toMatchObject([{ urgency: 'low' }]);
});
