import { expect, test } from 'vitest';
import { createFirstAdministrator } from '../../../src/domain/people/create-first-administrator.ts';
import { aConversation } from './conversation.ts';

async function withSource() {
  const talk = await aConversation('Admins');
  await createFirstAdministrator(talk.ctx, 'root', 'root@example.com');
  await talk.say('/team create SRE');
  await talk.say('/service create redis SRE');
  const created = await talk.say('/source create alertmanager Prod');
  return { ...talk, created, [Symbol.asyncDispose]: talk[Symbol.asyncDispose] };
}

test('a new source answers privately with the finished snippet and waits for its first alert', async () => {
  await using talk = await withSource();
  expect(talk.created).toMatch(/url: https:\/\/imas\.example\.com\/api\/v1\/webhooks\/alertmanager\/\n\s+credentials: [a-z0-9]{32}/);
  expect(talk.created).toContain('waiting for the first alert…');
  expect(await talk.answer('/source create custom Other')).toMatchObject({ private: true });
});

test('a new token replaces the one that was shown; the old one is never shown again', async () => {
  await using talk = await withSource();
  const [, old] = /credentials: (\w+)/.exec(talk.created) ?? [];
  const rotated = await talk.say('/source rotate-token prod 48');
  expect(rotated).toMatch(/credentials: [a-z0-9]{32}/);
  expect(rotated + await talk.say('/source show prod')).not.toContain(old);
});

test('when something has arrived, the check says when, where to, how bad and who was paged', async () => {
  await using talk = await withSource();
  const { sql } = talk.database;
  await sql`
    with i as (
      insert into incidents (title, service_id, team_id, severity, origin, detected_at) select 'Down', s.id, s.owner_team_id, 'SEV1_CRITICAL', 'alert', now() from services s where s.name = 'redis' returning id
    ), p as (insert into incident_people (incident_id, user_id, role) select i.id, ${talk.userId}, 'paged' from i)
    insert into alerts (source_id, fingerprint, started_at, received_at, last_seen_at, name, severity, outcome, incident_id, service_id, labels)
    select s.id, 'f', now(), now(), now(), 'RedisDown', 'SEV1_CRITICAL', 'incident', i.id, v.id, '{}' from i, sources s, services v where v.name = 'redis'`;
  await sql`update sources set first_alert_at = '2026-11-22T10:42:00Z'`;
  expect(await talk.say('/source show prod')).toContain('first alert 22 Nov, 10:42 → redis, SEV1, paged ann · INC-1');
});

test('severity words are changed and shown', async () => {
  await using talk = await withSource();
  await talk.say('/source edit prod severity_words:"page=sev1, notice=4"');
  expect(await talk.say('/source show prod')).toContain('Severity words: page = SEV1, notice = SEV4');
});

test('rules are added, moved, and listed in their order', async () => {
  await using talk = await withSource();
  await talk.say('/rule add prod env=prod service:redis severity:sev2');
  await talk.say('/rule add prod "severity=none" drop:yes name:noise');
  await talk.say('/rule move prod noise 1');
  expect(await talk.say('/rule list prod')).toContain('- 1. noise: severity=none → dropped\n- 2. env=prod → redis, SEV2');
});

test('a test by labels says rule by rule which matched and why', async () => {
  await using talk = await withSource();
  await talk.say('/rule add prod severity=none drop:yes name:noise');
  await talk.say('/rule add prod "severity=none" drop:yes name:noise');
  await talk.say('/rule add prod env=prod service:redis');
  const said = await talk.say('/rule test prod alertname=Disk env=prod');
  expect(said).toContain('Disk → redis, SEV3, SRE');
  expect(said).toContain('Rule 1 “noise” does not: severity=none – severity is not there');
  expect(said).toContain('Rule 2 matches.');
});

test('a test by payload reads it as the source would', async () => {
  await using talk = await withSource();
  talk.ports.readSample = async (_, body) => [{ name: (JSON.parse(body) as { title: string }).title, fingerprint: 'f', severityWord: 'critical', service: 'redis', team: undefined, labels: new Map() }];
  expect(await talk.say('/rule test prod {"title": "It is down"}')).toContain('It is down → redis, SEV1, SRE');
});

test.each([['/source create nagios X', 'kinds', 'kind'], ['/rule add prod', 'form', 'matchers'], ['/rule add prod "env" drop:yes', 'error', 'matchers']])('%s is answered by a form about %s', async (phrase, _, field) => {
  await using talk = await withSource();
  const form = await talk.form(phrase);
  expect(form.fields.find((one) => one.name === field)).toMatchObject({ required: true });
});

test.each([['/source show prodd', 'Prod'], ['/rule remove prod noize', 'noise']])('%s suggests %s', async (phrase, name) => {
  await using talk = await withSource();
  await talk.say('/rule add prod "severity=none" drop:yes name:noise');
  expect(await talk.say(phrase)).toContain(`Did you mean ${name}?`);
});

test('a responder is refused every change', async () => {
  await using talk = await aConversation('Responders');
  expect(await talk.allowed(['/source create custom X', '/source edit prod active:no', '/source rotate-token prod', '/source delete prod', '/rule add prod a=b drop:yes'])).toEqual([]);
});
