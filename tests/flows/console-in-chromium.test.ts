import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { setOnCall } from '../../src/domain/oncall/set-on-call.ts';
import { createTeam } from '../../src/domain/people/create-team.ts';
import { setMember } from '../../src/domain/people/set-member.ts';
import { createService } from '../../src/domain/services/create-service.ts';
import { projectRoot } from '../../src/root.ts';
import { createToken } from '../../src/domain/people/create-token.ts';
import { aWorld, alertmanagerBody, type World } from '../world.ts';
import { aScreen, needsChromium } from '../proof/browser.ts';

const fire = (world: World) => world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
const output = join(projectRoot(), 'tests/.output');
const pageReaches = (world: World, user: string) => world.until(`${user} is paged`, async () => (await world.app.sql`select 1 from console_messages m join users u on u.id = any(m.pages) where u.username = ${user}`)[0]);

describe('the console in Chromium', { timeout: 90_000 }, () => {
  needsChromium();

  test('a sign-in link works once, and a token works too', async () => {
    await using world = await aWorld();
    const link = `${world.url}/sign-in#code=${await world.signInCode('alice')}`;
    await using first = await aScreen(world, 'bea');
    const { page } = first;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to IMAS' }).waitFor();
    await page.goto(link);
    await page.reload();
    await page.getByRole('button', { name: 'Sign in with this link' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.goto(link);
    await page.reload();
    await page.getByRole('button', { name: 'Sign in with this link' }).click();
    await page.getByRole('alert').waitFor();
    const { token } = await createToken(world.app.ctx, { userId: world.night.alice, name: 'console' });
    await page.getByLabel('API token').fill(token);
    await page.getByRole('button', { name: 'Sign in with a token' }).click();
    await page.getByRole('heading', { name: 'Open incidents' }).waitFor();
    expect(first.complaints).toEqual([]);
  });

  test('an incident is declared by typing, with completion all the way', async () => {
    await using world = await aWorld();
    await using it = await aScreen(world, 'alice');
    await it.go('sre-core');
    const input = it.page.locator('#composer');
    const take = async (typed: string, option: string | RegExp) => {
      await input.pressSequentially(typed);
      await it.page.getByRole('option', { name: option }).first().waitFor();
      await it.page.getByRole('option', { name: option }).first().click();
    };
    await take('/incident dec', '/incident declare');
    await take('', /SEV2/);
    await take('red', /redis-prod/);
    await input.pressSequentially('Redis answers slowly');
    await input.press('Enter');
    await it.page.locator('.log').getByRole('article', { name: /Redis answers slowly/ }).waitFor();
    const [incident] = await world.app.sql<{ title: string; severity: string; service: string }[]>`select i.title, i.severity, s.name as service from incidents i join services s on s.id = i.service_id`;
    expect(incident).toEqual({ title: 'Redis answers slowly', severity: 'SEV2_HIGH', service: 'redis-prod' });
    expect(it.complaints).toEqual([]);
  });

  test('a form says what is wrong beside its field, keeps the rest, and then declares', async () => {
    await using world = await aWorld();
    await using it = await aScreen(world, 'alice');
    await it.go('sre-core');
    await it.say('/incident declare');
    const dialog = it.page.getByRole('dialog');
    await dialog.getByLabel(/SEV1/).check();
    await dialog.getByLabel(/What is broken/).fill('Nobody can pay');
    await dialog.getByLabel(/Service/).fill('nowhere');
    await dialog.getByRole('button', { name: 'Declare' }).click();
    await expect.poll(() => it.page.locator('#field-service-error').textContent(), { timeout: 10_000 }).toContain('nowhere');
    expect(await dialog.getByLabel(/What is broken/).inputValue()).toBe('Nobody can pay');
    await dialog.getByLabel(/Service/).fill('redis');
    await it.page.getByRole('option', { name: /redis-prod/ }).click();
    await dialog.getByRole('button', { name: 'Declare' }).click();
    await dialog.waitFor({ state: 'detached' });
    await it.page.locator('.log').getByRole('article', { name: /Nobody can pay/ }).waitFor();
    expect(it.complaints).toEqual([]);
  });

  test('a button acknowledges, and the card changes before the eyes of another person at another replica', async () => {
    await using world = await aWorld();
    const other = await world.another();
    await using alice = await aScreen(world, 'alice');
    await using bea = await aScreen(world, 'bea', { at: `http://127.0.0.1:${other.doors!.port}` });
    await bea.go('sre-core');
    await fire(world);
    const seen = bea.page.locator('.log').getByRole('article', { name: /RedisDown/ });
    await seen.getByText('Critical').waitFor();
    await bea.page.evaluate('window.stayed = true');
    await alice.go('sre-core');
    await alice.page.locator('.log').getByRole('article', { name: /RedisDown/ }).getByRole('button', { name: 'Acknowledge' }).click();
    await seen.getByText(/Acknowledged by alice/).waitFor();
    expect(await seen.getByRole('button', { name: 'Acknowledge', exact: true }).count()).toBe(0);
    expect(await bea.page.evaluate('window.stayed')).toBe(true);
    expect([...alice.complaints, ...bea.complaints]).toEqual([]);
  });

  test('a page is acknowledged with the keyboard alone', async () => {
    await using world = await aWorld();
    await using it = await aScreen(world, 'alice');
    await it.go('sre-core');
    await fire(world);
    const alarm = it.page.getByRole('region', { name: 'You are being paged' });
    const button = alarm.getByRole('button', { name: 'Acknowledge' });
    await button.waitFor();
    await it.page.locator('#composer').focus();
    for (let presses = 0; presses < 60 && !(await button.evaluate((element) => element.matches(':focus'))); presses++) await it.page.keyboard.press('Shift+Tab');
    await it.page.keyboard.press('Enter');
    await alarm.waitFor({ state: 'detached' });
    expect(await world.app.sql`select status from incidents`).toMatchObject([{ status: 'ACKNOWLEDGED' }]);
  });

  test('the page of an incident shows timeline, alerts and who was told', async () => {
    await using world = await aWorld();
    await fire(world);
    await pageReaches(world, 'alice');
    await using it = await aScreen(world, 'alice');
    await it.page.goto(`${world.url}/#/incident/INC-1`);
    const part = (name: string | RegExp) => it.page.locator('.incident-page section').filter({ has: it.page.getByRole('heading', { name }) });
    await part('Timeline').getByRole('listitem').first().waitFor();
    await part(/^Alerts/).getByText('RedisDown').first().waitFor();
    await part('Notifications').getByRole('row', { name: /alice/ }).first().waitFor();
    expect(it.complaints).toEqual([]);
  });

  test.for(['light', 'dark'] as const)('a %s phone never scrolls sideways, and acknowledges', async (colorScheme) => {
    await using world = await aWorld();
    await fire(world);
    await pageReaches(world, 'alice');
    await using it = await aScreen(world, 'alice', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, colorScheme });
    await it.page.getByRole('region', { name: 'You are being paged' }).waitFor();
    for (const where of ['#/places', '#/incidents', '#/oncall', '#/incident/INC-1']) {
      await it.page.goto(`${world.url}/${where}`);
      await it.page.locator('.tabs').waitFor();
      expect([where, await it.page.evaluate('document.documentElement.scrollWidth')]).toEqual([where, 360]);
      await it.page.screenshot({ path: `${output}/phone-${colorScheme}-${where.replaceAll(/\W+/g, '-')}.png` });
    }
    await it.page.getByRole('region', { name: 'You are being paged' }).getByRole('link', { name: 'Open' }).click();
    await it.page.locator('.log .card').first().waitFor();
    expect(await it.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await it.page.screenshot({ path: `${output}/phone-${colorScheme}-page.png` });
    await it.page.locator('.log .card').getByRole('button', { name: 'Acknowledge' }).tap();
    await it.page.getByRole('region', { name: 'You are being paged' }).waitFor({ state: 'detached' });
    expect(it.complaints).toEqual([]);
  });

  test('its picture shows three incidents, a room with its card, and who is on call', async () => {
    await using world = await aWorld();
    const { ctx, sql } = world.app;
    for (const [name, service, userId] of [['Payments', 'checkout-api', world.night.bea], ['Data Platform', 'event-stream', world.night.max]] as const) {
      const { id: teamId } = await createTeam(ctx, { name });
      await setMember(ctx, { teamId, userId });
      await setOnCall(ctx, { teamId, userId });
      await createService(ctx, { name: service, ownerTeam: name, criticality: 'TIER_2' });
    }
    const alert = (name: string, service: string, severity: string, summary: string) => {
      const body = alertmanagerBody([{ name, service, severity }], name);
      body.alerts[0]!.annotations.summary = summary;
      body.alerts[0]!.startsAt = new Date(Date.now() - 60_000).toISOString();
      return world.post('alertmanager', body);
    };
    await alert('ConsumerLag', 'event-stream', 'warning', 'Consumers are 40 minutes behind');
    await world.until('the first is open', async () => (await sql`select 1 from incidents`).length === 1);
    await alert('CheckoutErrors', 'checkout-api', 'high', 'One checkout in ten fails');
    await world.until('the second is open', async () => (await sql`select 1 from incidents`).length === 2);
    await world.press('bea', 'incident/ack', { incident: 'INC-2' });
    await alert('RedisDown', 'redis-prod', 'critical', 'Redis does not answer');
    await world.until('rooms are open', async () => (await sql`select 1 from rooms`).length === 2);
    await world.press('alice', 'incident/ack', { incident: 'INC-3' });
    for (const colorScheme of ['light', 'dark'] as const) {
      await using it = await aScreen(world, 'alice', { colorScheme });
      await it.go(/inc-3/);
      if (colorScheme === 'light') {
        await it.say('Failover to the replica has begun, two minutes.');
        await it.page.locator('.log').getByText('two minutes').waitFor();
      }
      await it.page.locator('.log').getByText('Acknowledged by alice').first().waitFor();
      expect(await it.page.locator('.open-incidents li').count()).toBe(3);
      await it.page.screenshot({ path: join(output, `console-${colorScheme}.png`) });
      expect(it.complaints).toEqual([]);
    }
    if (process.env['UPDATE_PICTURE'] === '1') {
      mkdirSync(join(projectRoot(), 'docs'), { recursive: true });
      cpSync(join(output, 'console-light.png'), join(projectRoot(), 'docs/console.png'));
    }
  });
});
