import { describe, expect, test } from 'vitest';
import { incidentCard, message } from '../../fakes/console-story.ts';
import { needsChromium, openConsole } from './open.ts';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const LONG = 'x'.repeat(400);
/** The least side of a touch target, in CSS pixels. */
const TOUCH = 44;

describe('the console on a phone', () => {
  needsChromium();

  test.for(['#/place/c-sre', '#/places', '#/incidents', '#/oncall', '#/incident/INC-42'])('never scrolls sideways at %s', async (where) => {
    await using it = await openConsole(PHONE, (server) => {
      const body = [{ kind: 'text' as const, text: [LONG] }, { kind: 'code' as const, code: LONG }, { kind: 'table' as const, columns: ['a', 'b'], rows: [[[LONG], [LONG]]] }];
      server.messages.push(message('m-9', 'c-sre', 69, { card: incidentCard({ title: LONG, body }), text: LONG }));
      server.state.openIncidents[0]!.title = LONG;
    });
    await it.visit(where);
    await it.page.locator('.tabs').waitFor();
    if (where.includes('place/')) await it.page.locator('[data-message=m-9]').waitFor();
    expect(await it.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const wide = await it.page.locator('.log, .incident-page, .beside, .sidebar-lists').evaluateAll((boxes) => boxes.filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.className));
    expect(wide).toEqual([]);
  });

  test('gives Acknowledge the whole width and everything room for a thumb', async () => {
    await using it = await openConsole(PHONE, (server) => { server.messages = [message('m-9', 'c-sre', 69, { card: incidentCard() })]; });
    await it.visit('#/place/c-sre');
    const acknowledge = await it.page.locator('.card').getByRole('button', { name: 'Acknowledge' }).boundingBox();
    expect(acknowledge?.width).toBeGreaterThan(300);
    const small = await it.page.locator('button:visible, .button:visible, .tabs a:visible, textarea:visible')
      .evaluateAll((targets, least) => targets.filter((target) => target.getBoundingClientRect().height < least).map((target) => target.textContent), TOUCH);
    expect(small).toEqual([]);
  });

  test('goes between chat, incidents and on call by the bar at the bottom', async () => {
    await using it = await openConsole(PHONE);
    await it.visit('#/place/c-sre');
    const tabs = it.page.getByRole('navigation', { name: 'Sections' });
    await tabs.getByRole('link', { name: 'Incidents' }).click();
    await it.page.getByRole('link', { name: 'Redis is down' }).click();
    await it.page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await tabs.getByRole('link', { name: 'On call' }).click();
    await it.page.getByText('weekly rotation').waitFor();
    await tabs.getByRole('link', { name: 'Chat' }).click();
    await it.page.getByLabel('Message in sre').waitFor();
  });
});
