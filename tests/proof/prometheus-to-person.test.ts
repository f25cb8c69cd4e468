import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { providerKinds } from '../../src/app/ports.ts';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { aDataFolder } from '../bundled.ts';
import { fakeHttp } from '../fakes/http.ts';
import { fakeSmtp } from '../fakes/smtp.ts';
import { testSealer } from '../night.ts';
import { aWorld, cardOf } from '../world.ts';
import { aScreen, openChromium } from './browser.ts';
import { aProgram, freePort } from './programs.ts';

const prometheus = process.env['IMAS_TEST_PROMETHEUS'] ?? '';
const alertmanager = process.env['IMAS_TEST_ALERTMANAGER'] ?? '';
const chromium = process.env['IMAS_TEST_CHROMIUM'] ?? '';
const hasTools = prometheus !== '' && alertmanager !== '' && chromium !== '';

const rules = `groups:
  - name: redis
    interval: 1s
    rules:
      - alert: RedisDown
        expr: redis_up == 0
        labels: { severity: critical, service: redis-prod }
        annotations: { summary: 'Redis does not answer' }
`;
const prometheusConfig = (target: number, alertmanagerPort: number): string => `global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
alerting: { alertmanagers: [{ static_configs: [{ targets: ['127.0.0.1:${alertmanagerPort}'] }] }] }
scrape_configs: [{ job_name: redis, static_configs: [{ targets: ['127.0.0.1:${target}'] }] }]
`;
/** Alertmanager waits half a minute before it tells of a new group, and five before it tells that it changed: not in a test. */
const hurried = (snippet: string): string => snippet.replace(/^( *)receiver: .*$/m, '$&\n$1group_wait: 1s\n$1group_interval: 1s');

test('a rule fires in Prometheus, a person is woken, nobody answers, a click acknowledges, the rule is over, so is the incident', { timeout: 180_000 }, async (context) => {
  context.skip(!hasTools, 'Not all installed: apt-get install -y prometheus prometheus-alertmanager chromium');
  await using target = await fakeHttp();
  const metric = (up: 0 | 1) => target.answer({ status: 200, headers: { 'content-type': 'text/plain; version=0.0.4' }, body: `# TYPE redis_up gauge\nredis_up ${up}\n` });
  metric(1);
  await using mail = await fakeSmtp({ tls: 'none' });
  await using folder = await aDataFolder();
  // A fixed port: the snippet that Alertmanager gets has to lead to us.
  await using world = await aWorld({ PORT: String(await freePort()) });
  const { sql, ctx } = world.app;
  await addProvider(ctx, { name: 'mail', kind: 'SMTP', config: { host: '127.0.0.1', port: mail.port, use_tls: false, from: 'oncall@example.org' } }, { providerKinds, sealer: testSealer });

  const created = cardOf(await world.say('ada', '/source create kind:alertmanager name:real'));
  const snippet = created.body.flatMap((block) => (block.kind === 'code' ? [block.code] : []))[0]!;
  expect(snippet).toContain(`${world.url}/`);
  const ports = { alertmanager: await freePort(), prometheus: await freePort() };
  await writeFile(join(folder.path, 'alertmanager.yml'), hurried(snippet));
  await writeFile(join(folder.path, 'rules.yml'), rules);
  await writeFile(join(folder.path, 'prometheus.yml'), prometheusConfig(target.port, ports.alertmanager));
  await using _alertmanager = await aProgram(alertmanager, ['--config.file=alertmanager.yml', '--storage.path=alertmanager', `--web.listen-address=127.0.0.1:${ports.alertmanager}`, '--cluster.listen-address='], /Listening on/, folder.path);
  await using _prometheus = await aProgram(prometheus, ['--config.file=prometheus.yml', '--storage.tsdb.path=data', `--web.listen-address=127.0.0.1:${ports.prometheus}`], /Server is ready/, folder.path);
  await target.next(({ path }) => path === '/metrics', 30_000);
  await using browser = await openChromium(chromium);
  await using alice = await aScreen(world, 'alice', { from: browser });

  metric(0);
  const woken = await mail.next(({ to }) => to.includes('alice@example.org'), 60_000);
  expect(woken.parsed.subject).toContain('RedisDown');
  const bar = alice.page.getByRole('region', { name: 'You are being paged' });
  await bar.getByText(/redis-prod/).waitFor();
  await world.until('the team sees the card', async () => (await sql`select 1 from posted_cards where purpose = 'team' and message_id is not null`)[0]);
  await world.until('the room is open', async () => (await sql`select 1 from rooms`)[0]);

  await world.advance('5 minutes');
  await mail.next(({ to }) => to.includes('max@example.org'), 30_000);

  await alice.go('sre-core');
  await alice.page.locator('.log').getByRole('article', { name: /RedisDown/ }).getByRole('button', { name: 'Acknowledge' }).click();
  await bar.waitFor({ state: 'detached' });
  const pages = async () => (await sql`select id from notifications where is_page order by id`).map(({ id }) => id as string);
  const before = await pages();
  await world.advance('3 hours');
  await world.until('what was due has been carried out', async () => (await sql<{ due: number }[]>`select count(*)::int as due from timers where due_at < imas_now()`)[0]!.due === 0);
  expect(await sql`select 1 from timers where kind = 'escalate'`).toHaveLength(0);
  expect(await pages()).toEqual(before);

  metric(1);
  await world.until('the incident is resolved', async () => (await sql`select 1 from incidents where status = 'RESOLVED' and resolved_how = 'monitoring'`)[0]);
  await alice.page.locator('.log').getByRole('article', { name: /RedisDown/ }).getByText('Resolved', { exact: false }).first().waitFor();
  expect(await sql`select number from incidents`).toHaveLength(1);
  expect(alice.complaints).toEqual([]);
});
