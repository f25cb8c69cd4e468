import { describe, expect, test } from 'vitest';
import { type FakeConsoleServer, Refuse } from '../../fakes/console-server.ts';
import { acknowledgedCard, incidentCard, message } from '../../fakes/console-story.ts';
import { needsChromium, openConsole } from './open.ts';

const pageMessage = message('m-9', 'd-imas', 67, { card: incidentCard(), page: true });
const count = (server: FakeConsoleServer, pages: number) => {
  server.state = { ...server.state, places: server.state.places.map((place) => (place.id === 'd-imas' ? { ...place, pages } : place)) };
};
const page = (server: FakeConsoleServer) => {
  count(server, 1);
  server.post(pageMessage);
  server.emit({ type: 'page', incident: 'INC-42', notice: incidentCard().notice, place: 'd-imas' });
};
/**
 * Counts the notes that are played, as a test cannot hear, and keeps sound off until the page asks for it:
 * to the real lock every step of Playwright counts as a gesture.
 */
const LISTEN = 'let locked = true; Object.defineProperty(AudioContext.prototype, "state", { get: () => (locked ? "suspended" : "running") }); AudioContext.prototype.resume = async () => { locked = false; }; window.notes = 0; const start = OscillatorNode.prototype.start; OscillatorNode.prototype.start = function (when) { window.notes += 1; return start.call(this, when); };';

describe('a page in the console', () => {
  needsChromium();

  test('shows in title, icon, list and a bar whose button acknowledges', async () => {
    await using it = await openConsole();
    await it.visit('#/place/c-sre');
    await it.page.locator('.card').waitFor();
    const calm = await it.page.locator('link[rel=icon]').getAttribute('href');
    page(it.server);
    const alarm = it.page.getByRole('region', { name: 'You are being paged' });
    await alarm.getByText('SEV1 redis-prod: Redis is down').waitFor();
    await expect.poll(() => it.page.title()).toBe('(1) IMAS');
    expect(await it.page.locator('link[rel=icon]').getAttribute('href')).not.toBe(calm);
    expect(await it.page.getByRole('navigation').getByRole('link', { name: 'IMAS 1 unacknowledged page' }).count()).toBe(1);
    await alarm.getByRole('button', { name: 'Acknowledge' }).press('Enter');
    expect((await it.server.posted.next((asked) => asked.path === 'press')).body).toEqual({ place: 'd-imas', command: 'incident/ack', args: { incident: 'INC-42' } });
    expect(it.complaints).toEqual([]);
  });

  test('ends everywhere when it was acknowledged elsewhere', async () => {
    await using it = await openConsole();
    await it.visit('#/place/d-imas');
    await it.page.locator('.log').waitFor();
    page(it.server);
    const alarm = it.page.getByRole('region', { name: 'You are being paged' });
    await alarm.waitFor();
    count(it.server, 0);
    it.server.post({ ...pageMessage, version: 2, card: acknowledgedCard() });
    it.server.emit({ type: 'state' });
    await alarm.waitFor({ state: 'detached' });
    // The dot stands for what is unread elsewhere.
    await expect.poll(() => it.page.title()).toBe('• IMAS');
  });

  test('tells wherever I look that acknowledging was refused', async () => {
    await using it = await openConsole({}, (server) => { server.answers['press'] = () => new Refuse(409, 'Bea acknowledged INC-42 at 03:06.'); });
    await it.visit('#/place/c-sre');
    await it.page.locator('.card').waitFor();
    page(it.server);
    await it.page.getByRole('region', { name: 'You are being paged' }).getByRole('button', { name: 'Acknowledge' }).click();
    await it.page.getByText('Bea acknowledged INC-42 at 03:06.').waitFor();
  });

  test('is there again after a reload', async () => {
    await using it = await openConsole({}, (server) => {
      count(server, 1);
      server.messages.push(pageMessage);
    });
    await it.visit('#/place/c-sre');
    await it.page.getByRole('region', { name: 'You are being paged' }).getByRole('button', { name: 'Acknowledge' }).waitFor();
  });

  test('offers sound while the browser keeps it off, plays after that, and falls silent on Mute', async () => {
    await using it = await openConsole();
    await it.page.addInitScript(LISTEN);
    await it.visit('#/place/c-sre');
    await it.page.locator('.card').waitFor();
    page(it.server);
    const alarm = it.page.getByRole('region', { name: 'You are being paged' });
    await alarm.getByRole('button', { name: 'Turn on sound' }).click();
    const mute = it.page.getByRole('button', { name: 'Mute sound' });
    await mute.waitFor();
    const notes = () => it.page.evaluate<number>('window.notes');
    await it.page.clock.runFor(5000);
    await expect.poll(notes).toBeGreaterThan(0);
    await mute.click();
    const played = await notes();
    await it.page.clock.runFor(60_000);
    expect(await notes()).toBe(played);
  });
});
