import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { incidentCard, message } from '../../fakes/console-story.ts';
import { needsChromium, openConsole } from './open.ts';

const EVIL = '<img src="https://evil.example.com/x.png" onerror="window.owned=1"><script>window.owned=1</script>';
const everything = (text: string): Card => ({
  title: text,
  tone: 'high',
  notice: text,
  body: [
    { kind: 'text', text: [text, { bold: text }, { code: text }, { link: text, url: 'https://example.com/' }, { person: text, name: text }, { time: text, style: 'time' }] },
    { kind: 'facts', facts: [{ label: text, value: [text] }] },
    { kind: 'list', items: [[text], [{ bold: text }]] },
    { kind: 'table', columns: [text], rows: [[[text]]] },
    { kind: 'code', code: text, label: text },
  ],
  actions: [{ label: text, command: 'x', args: {} }, { label: `${text}!`, url: 'javascript:window.owned=1' }],
  more: [{ label: text, command: 'x', args: {} }],
  small: [[text]],
});
const show = (card: Card) => openConsole({}, (server) => { server.messages = [message('m-1', 'c-sre', 60, { card })]; });

describe('a card in the console', () => {
  needsChromium();

  test('shows hostile text as text wherever it stands', async () => {
    await using it = await show(everything(EVIL));
    await it.visit('#/place/c-sre');
    const card = it.page.locator('.card');
    await card.waitFor();
    expect(await card.locator('img, script, iframe').count()).toBe(0);
    expect((await card.textContent())?.split(EVIL).length).toBeGreaterThan(15);
    expect(await it.page.evaluate('window.owned')).toBeUndefined();
    expect(it.outside).toEqual([]);
    expect(it.complaints).toEqual([]);
  });

  test('makes no link of an address that is not of the web', async () => {
    await using it = await show(everything('words'));
    await it.visit('#/place/c-sre');
    await it.page.locator('.card').waitFor();
    expect(await it.page.locator('.card a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual(['https://example.com/']);
  });

  test('tells its tone in a word', async () => {
    await using it = await show(incidentCard({ tone: 'critical' }));
    await it.visit('#/place/c-sre');
    expect(await it.page.locator('.card .tone').textContent()).toBe('▲ Critical');
  });

  test('shows times in the zone of the reader', async () => {
    await using it = await show(incidentCard({ body: [{ kind: 'text', text: [{ time: '2026-11-22T02:05:00Z', style: 'time' }] }] }));
    await it.visit('#/place/c-sre');
    const time = it.page.locator('.card .text time');
    expect([await time.textContent(), await time.getAttribute('datetime')]).toEqual(['03:05', '2026-11-22T02:05:00.000Z']);
  });

  test('lets a relative time tick', async () => {
    await using it = await show(incidentCard({ body: [{ kind: 'text', text: [{ time: '2026-11-22T02:05:00Z', style: 'relative' }] }] }));
    await it.visit('#/place/c-sre');
    const time = it.page.locator('.card .text time');
    expect(await time.textContent()).toBe('2 minutes ago');
    await it.page.clock.runFor(60_000);
    await expect.poll(() => time.textContent()).toBe('3 minutes ago');
  });

  test('presses a button once, with the place where it was said', async () => {
    await using it = await show(incidentCard());
    await it.visit('#/place/c-sre');
    await it.page.locator('.card').getByRole('button', { name: 'Acknowledge' }).dblclick();
    const pressed = await it.server.posted.next((asked) => asked.path === 'press');
    expect(pressed).toMatchObject({ csrf: 'c-1', body: { place: 'c-sre', command: 'incident/ack', args: { incident: 'INC-42' } } });
  });

  test('asks its question first, and Cancel presses nothing', async () => {
    await using it = await show(incidentCard());
    await it.visit('#/place/c-sre');
    const resolve = it.page.locator('.card').getByRole('button', { name: 'Resolve' });
    await resolve.click();
    const dialog = it.page.getByRole('dialog', { name: 'Resolve INC-42 although 2 alerts still fire?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await resolve.click();
    await dialog.getByRole('button', { name: 'Resolve' }).click();
    await it.server.posted.next((asked) => asked.path === 'press');
    expect(it.server.posted.all.filter((asked) => asked.path === 'press')).toHaveLength(1);
  });

  test('opens its rarer actions by keyboard', async () => {
    await using it = await show(incidentCard());
    await it.visit('#/place/c-sre');
    const more = it.page.getByRole('button', { name: 'More' });
    await more.press('Enter');
    await it.page.getByRole('menuitem', { name: 'Snooze 30 min' }).press('ArrowDown');
    await it.page.getByRole('menuitem', { name: 'Severity…' }).press('Enter');
    expect((await it.server.posted.next((asked) => asked.path === 'press')).body['command']).toBe('incident/severity');
  });
});
