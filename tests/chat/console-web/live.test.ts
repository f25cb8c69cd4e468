import { describe, expect, test } from 'vitest';
import { acknowledgedCard, incidentCard, message } from '../../fakes/console-story.ts';
import { needsChromium, openConsole } from './open.ts';

const tone = '[data-message=m-3] .tone';

describe('the open console', () => {
  needsChromium();

  test('shows a new message and an edited card without reloading', async () => {
    await using it = await openConsole();
    await it.visit('#/place/c-sre');
    await it.page.locator(tone).waitFor();
    it.server.post(message('m-7', 'c-sre', 68, { author: { id: 'u-bob', username: 'Bob' }, text: 'Found it.' }));
    it.server.post(message('m-3', 'c-sre', 65, { version: 2, card: acknowledgedCard() }));
    await it.page.getByText('Found it.').waitFor();
    await expect.poll(() => it.page.locator(tone).textContent()).toContain('Acknowledged');
  });

  test('keeps the newest version of a message when an older one comes late', async () => {
    await using it = await openConsole();
    await it.visit('#/place/c-sre');
    await it.page.locator(tone).waitFor();
    it.server.emit({ type: 'message', message: message('m-3', 'c-sre', 65, { version: 3, card: acknowledgedCard() }) });
    it.server.emit({ type: 'message', message: message('m-3', 'c-sre', 65, { version: 2, card: incidentCard() }) });
    it.server.post(message('m-8', 'c-sre', 69, { text: 'after both' }));
    await it.page.getByText('after both').waitFor();
    expect(await it.page.locator(tone).textContent()).toContain('Acknowledged');
  });

  test('keeps an answer true that follows its incident', async () => {
    const told = (text: string) => ({ kind: 'answer', answer: { kind: 'card', private: true, follow: { incident: 'INC-42', command: 'incident/paged', args: { incident: 'INC-42' } }, card: { title: text, tone: 'neutral', notice: text, body: [], actions: [] } } });
    await using it = await openConsole({}, (server) => {
      server.answers['say'] = () => told('Bea: queued');
      server.answers['press'] = () => told('Bea: acknowledged');
    });
    await it.visit('#/place/c-sre');
    await it.page.locator(tone).waitFor();
    await it.page.locator('textarea').fill('/page SRE down ');
    await it.page.locator('textarea').press('Enter');
    await it.page.getByText('Bea: queued').waitFor();
    it.server.emit({ type: 'state' });
    await it.page.getByText('Bea: acknowledged').waitFor();
    expect(await it.page.getByText('Bea: queued').count()).toBe(0);
  });

  test('says that it reconnects, and then shows what it missed', async () => {
    await using it = await openConsole();
    await it.visit('#/place/c-sre');
    await it.page.locator(tone).waitFor();
    it.server.cutStreams(300);
    const bar = it.page.getByText('Connection lost. Reconnecting…');
    await bar.waitFor();
    it.server.messages.push(message('m-10', 'c-sre', 70, { text: 'said meanwhile' }));
    await it.page.getByText('said meanwhile').waitFor();
    await bar.waitFor({ state: 'detached' });
  });

  test('shows what happened after the first messages were read and before it listened', async () => {
    await using it = await openConsole({}, (server) => {
      let reads = 0;
      server.answers['messages'] = () => {
        reads += 1;
        return { messages: server.messages.slice(0, reads === 1 ? 1 : undefined).filter((one) => one.place === 'c-sre'), more: false };
      };
    });
    await it.visit('#/place/c-sre');
    await it.page.locator(tone).waitFor();
  });

  test('tells the server what I have seen', async () => {
    await using it = await openConsole();
    await it.visit('#/place/c-sre');
    expect((await it.server.posted.next((asked) => asked.path === 'read')).body).toEqual({ place: 'c-sre' });
  });

  test('speaks the language of the reader', async () => {
    await using it = await openConsole({}, (server) => { server.state.me.language = 'fr'; });
    await it.visit('#/place/c-sre');
    await it.page.getByRole('heading', { name: 'Incidents ouverts' }).waitFor();
    expect(await it.page.locator('html').getAttribute('lang')).toBe('fr');
  });

  test('shows the page of an incident with alerts, labels and notifications', async () => {
    await using it = await openConsole();
    await it.visit('#/incident/INC-42');
    await it.page.getByText('4 labels').click();
    await it.page.getByText('10.0.4.12:6379').waitFor();
    expect(await it.page.getByRole('table').textContent()).toContain('delivered');
    expect(it.server.unknown).toEqual([]);
  });
});
