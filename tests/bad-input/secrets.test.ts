import { Writable } from 'node:stream';
import { expect, inject, test } from 'vitest';
import { openApp } from '../../src/app.ts';
import { makeLog } from '../../src/app/log.ts';
import { users } from '../../src/domain/people/schema.ts';
import { createSource } from '../../src/domain/sources/create-source.ts';
import { aWorld, alertmanagerBody } from '../world.ts';
import { fakeOpsgenie } from '../fakes/opsgenie.ts';
import { fakePagerDuty } from '../fakes/pagerduty.ts';
import { goodBody, send } from './doors.ts';

test('planted secrets stand in no log line, at any level, and in no answer', async () => {
  // Both repeat the key that they refuse.
  await using duty = await fakePagerDuty('another key');
  await using genie = await fakeOpsgenie('another key');
  await using world = await aWorld();
  const { ctx, ports, config } = world.app;
  const lines: string[] = [];
  const log = makeLog('trace', new Writable({ write(chunk: Buffer, _, done) { lines.push(chunk.toString()); done(); } }));
  const app = await openApp({ config, address: world.address, log, webDir: inject('web') });
  try {
    const url = `http://127.0.0.1:${app.doors!.port}`;
    const { token } = await createSource(ctx, { name: 'canary', kind: 'sentry', signingSecret: 'canary-signing-secret' }, { sourceKinds: ports.sourceKinds, sealer: ports.sealer });
    const { token: routing } = await createSource(ctx, { name: 'canary pd', kind: 'pagerduty' }, { sourceKinds: ports.sourceKinds, sealer: ports.sealer });
    const secrets = [token, routing, world.night.token, 'canary-signing-secret', 'canary-password', 'canary-cookie', 'canaryunknowntoken00000000000000', 'a key for tests, long enough, 0123456789', 'canary-api-token-000000000000000', 'canary-ntfy-token', 'canary-discord-token', 'canary-routing-key', 'canary-genie-key', 'canary-hook-path', 'canary-header'];

    const replies = [
      await send(`${url}/api/v1/webhooks/alertmanager/`, alertmanagerBody([{ name: 'A' }]), { authorization: `Bearer ${world.night.token}` }),
      await send(`${url}/api/v1/webhooks/alertmanager/${world.night.token}/`, '{"alerts":'),
      await send(`${url}/api/v1/webhooks/custom/${world.night.token}`, '{}'),
      await send(`${url}/api/v1/webhooks/nagios/${world.night.token}`, '{}'),
      await send(`${url}/api/v1/webhooks/custom/canaryunknowntoken00000000000000`, '{}'),
      await send(`${url}/api/v1/webhooks/sentry/`, goodBody('sentry', 'S'), { authorization: `Bearer ${token}`, 'sentry-hook-resource': 'event_alert', 'sentry-hook-signature': '00' }),
      await send(`${url}/v2/enqueue`, { routing_key: routing, event_action: 'explode' }),
      await send(`${url}/v2/enqueue`, { ...goodBody('pagerduty', 'P') as object, routing_key: routing }),
      await send(`${url}/v2/nowhere/${routing}`, '{}', { authorization: `GenieKey ${routing}` }),
      await send(`${url}/api/v1/incidents/`, '{', { authorization: 'Token canary-api-token-000000000000000', cookie: 'imas=canary-cookie; session=canary-cookie' }),
      await send(`${url}/console/say`, '{', { cookie: 'imas=canary-cookie', origin: url }),
      await send(`${url}/api/v1/webhooks/alertmanager/`, { ...alertmanagerBody([{ name: 'B' }]), secret: '\u0000' }, { authorization: `Bearer ${world.night.token}` }),
    ];
    const [{ id }] = await app.sql<[{ id: string }]>`select id from users where username = 'ada'`;
    const said = [
      await app.dispatch.phrase({ userId: id, via: 'console' }, '/provider add kind:SMTP name:mail host:127.0.0.1 port:1 password:canary-password from:imas@example.org'),
      await app.dispatch.submit({ userId: id, via: 'console' }, { command: 'provider/add', args: { kind: 'SMTP' } }, { name: 'mail', host: 'mail.example.org', port: '1', username: 'u', password: 'canary-password', sender: 'imas@example.org', from: 'imas@example.org' }),
      await app.dispatch.phrase({ userId: id, via: 'console' }, '/provider test mail'),
      ...await Promise.all([
        `/provider add NTFY phones server_url:http://127.0.0.1:1 default_topic:x access_token:canary-ntfy-token`,
        `/provider add DISCORD channel webhook_url:http://127.0.0.1:1/api/webhooks/1/canary-discord-token`,
        `/provider add WEBHOOK duty format:pagerduty url:${duty.url} secret:canary-routing-key`,
        `/provider add WEBHOOK genie format:opsgenie url:${genie.url} secret:canary-genie-key`,
        `/provider add WEBHOOK slack format:slack url:http://127.0.0.1:1/services/canary-hook-path`,
        `/provider add WEBHOOK own url:http://127.0.0.1:1/canary-hook-path secret:canary-password headers:"X-Key: canary-header"`,
      ].map((phrase) => app.dispatch.phrase({ userId: id, via: 'console' }, phrase))),
      ...await Promise.all(['phones', 'channel', 'duty', 'genie', 'slack', 'own'].flatMap((name) => [`/provider test ${name}`, `/provider edit ${name}`]).map((phrase) => app.dispatch.phrase({ userId: id, via: 'console' }, phrase))),
      await app.dispatch.phrase({ userId: id, via: 'console' }, '/provider list'),
      await app.dispatch.phrase({ userId: id, via: 'console' }, '/source show canary'),
    ];
    expect(JSON.stringify(said)).toMatch(/Invalid routing key: •••[^]*API Key ••• is not valid/);
    await world.app.sql`insert into contacts (user_id, means, address, verified_at) values (${world.night.alice}, 'NTFY', 'alice-phone', now())`;
    await send(`${url}/api/v1/webhooks/alertmanager/`, alertmanagerBody([{ name: 'C', service: 'elsewhere' }], '{}:{c}'), { authorization: `Bearer ${world.night.token}` });
    await world.until('every listener was tried', async () => (await app.sql<{ n: number }[]>`select count(distinct provider_id)::int as n from notifications where error is not null`)[0]!.n >= 5);
    await world.until('someone is paged', async () => (await app.sql`select 1 from notifications where status <> 'pending'`)[0]);
    // Also what an error of the driver carries: parameters, and the row that was refused.
    for (const attempt of [() => app.sql`insert into users (username, phone) values ('ada', ${'canary-password'})`, () => app.sql`insert into users (username, phone) values (null, ${'canary-password'})`, () => app.ctx.db.insert(users).values({ username: 'ada', phone: 'canary-password' }).execute()]) {
      const error: unknown = await attempt().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      log.error({ err: error }, 'failed');
    }

    const kept = await app.sql<{ config: string; error: string | null }[]>`select config::text, last_error as error from providers union all select why::text, error from notifications union all select detail::text, action from audit_log`;
    expect(secrets.filter((secret) => JSON.stringify(kept).includes(secret))).toEqual([]);
    const answers = JSON.stringify([replies.map(({ body, headers }) => [body, headers]), said]);
    const logged = lines.join('');
    expect(lines.length).toBeGreaterThan(0);
    expect(secrets.filter((secret) => answers.includes(secret))).toEqual([]);
    expect(secrets.filter((secret) => logged.includes(secret))).toEqual([]);
  } finally {
    await app.close();
  }
});

test('a post that cannot be stored is logged without what it carried', async () => {
  await using world = await aWorld();
  const lines: string[] = [];
  const log = makeLog('trace', new Writable({ write(chunk: Buffer, _, done) { lines.push(chunk.toString()); done(); } }));
  const app = await openApp({ config: world.app.config, address: world.address, log, webDir: inject('web') });
  try {
    // A fault in our own house: the table refuses.
    await world.app.sql`alter table alerts add constraint broken check (name <> 'Refused')`;
    const reply = await send(`http://127.0.0.1:${app.doors!.port}/api/v1/webhooks/alertmanager/`, alertmanagerBody([{ name: 'Refused', labels: { password: 'canary-label' } }]), { authorization: `Bearer ${world.night.token}` });
    expect(reply.status).toBeLessThan(500);
    expect(reply.body).not.toMatch(/canary|constraint|insert/i);
    expect(lines.join('')).toContain('could not be stored');
    expect(lines.join('')).not.toContain('canary-label');
    expect((await send(`http://127.0.0.1:${app.doors!.port}/api/v1/webhooks/alertmanager/`, alertmanagerBody([{ name: 'Next' }]), { authorization: `Bearer ${world.night.token}` })).status).toBe(202);
  } finally {
    await app.close();
  }
});
