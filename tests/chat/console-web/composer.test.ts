import { describe, expect, test } from 'vitest';
import { Refuse } from '../../fakes/console-server.ts';
import { needsChromium, openConsole } from './open.ts';

const commands = ['/incident ack', '/incident declare'].map((value) => ({ value, label: `${value} in words` }));
const said = (path: string) => path === 'say';

describe('the composer', () => {
  needsChromium();

  test('completes a command by keyboard alone', async () => {
    await using it = await openConsole({}, (server) => { server.answers['complete'] = () => commands; });
    await it.visit('#/place/c-sre');
    const input = it.page.getByLabel('Message in sre');
    await input.waitFor();
    await it.page.keyboard.press('Control+k');
    await it.page.keyboard.type('/inc');
    const options = it.page.getByRole('option');
    await options.nth(1).waitFor();
    await input.press('ArrowDown');
    await input.press('ArrowDown');
    expect(await input.getAttribute('aria-activedescendant')).toBe(await options.nth(1).getAttribute('id'));
    await input.press('Enter');
    expect(await input.inputValue()).toBe('/incident declare ');
    expect(it.server.posted.all.filter((asked) => said(asked.path))).toEqual([]);
  });

  test('closes the suggestions on Escape and keeps what was typed', async () => {
    await using it = await openConsole({}, (server) => { server.answers['complete'] = () => commands; });
    await it.visit('#/place/c-sre');
    const input = it.page.getByLabel('Message in sre');
    await input.fill('/inc');
    await it.page.getByRole('option').first().waitFor();
    await input.press('Escape');
    expect([await it.page.getByRole('option').count(), await input.inputValue()]).toEqual([0, '/inc']);
  });

  test('shows the suggestions for the newest text when answers come out of order', async () => {
    const late = Promise.withResolvers<unknown>();
    await using it = await openConsole({}, (server) => {
      server.answers['complete'] = ({ query }) => (query['text'] === '/i' ? late.promise : [{ value: '/incident new', label: 'new' }]);
    });
    await it.visit('#/place/c-sre');
    const input = it.page.getByLabel('Message in sre');
    await input.fill('/i');
    await input.fill('/in');
    await it.page.getByRole('option').waitFor();
    late.resolve([{ value: '/incident old', label: 'old' }]);
    await it.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(await it.page.getByRole('option').allTextContents()).toEqual(['/incident newnew']);
  });

  test('keeps the text and tells what to do when a line is refused', async () => {
    await using it = await openConsole({}, (server) => {
      server.answers['say'] = () => new Refuse(400, 'There is no incident “INC-99”.', { hint: 'Did you mean INC-42?' });
    });
    await it.visit('#/place/c-sre');
    const input = it.page.getByLabel('Message in sre');
    await input.fill('/incident ack INC-99');
    await input.press('Enter');
    expect(await it.page.locator('.composer .problem').textContent()).toContain('There is no incident “INC-99”.Did you mean INC-42?');
    expect(await input.inputValue()).toBe('/incident ack INC-99');
  });

  test('keeps the text when the server is away', async () => {
    await using it = await openConsole();
    await it.visit('#/place/c-sre');
    const input = it.page.getByLabel('Message in sre');
    await input.fill('is anybody there?');
    await it.page.context().setOffline(true);
    await input.press('Enter');
    expect(await it.page.locator('.composer .problem').textContent()).toContain('The server could not be reached. Nothing was sent.');
    expect(await input.inputValue()).toBe('is anybody there?');
  });

  test('breaks the line with Shift+Enter, sends with Enter, brings back with ArrowUp', async () => {
    await using it = await openConsole();
    await it.visit('#/place/c-sre');
    const input = it.page.getByLabel('Message in sre');
    await input.fill('one');
    await input.press('Shift+Enter');
    await input.pressSequentially('two');
    await input.press('Enter');
    expect((await it.server.posted.next((asked) => said(asked.path))).body).toEqual({ place: 'c-sre', text: 'one\ntwo' });
    await expect.poll(() => input.inputValue()).toBe('');
    await input.press('ArrowUp');
    expect(await input.inputValue()).toBe('one\ntwo');
  });

  test('shows a private answer to me alone until I dismiss it', async () => {
    const card = { title: 'Nobody is on call', tone: 'neutral', notice: '', body: [], actions: [] };
    await using it = await openConsole({}, (server) => { server.answers['say'] = () => ({ kind: 'answer', answer: { kind: 'card', card, private: true } }); });
    await it.visit('#/place/c-sre');
    await it.page.getByLabel('Message in sre').fill('/oncall');
    await it.page.getByRole('button', { name: 'Send' }).click();
    const answer = it.page.getByRole('region', { name: 'Only you can see this' });
    expect(await answer.textContent()).toContain('Nobody is on call');
    await answer.getByRole('button', { name: 'Dismiss' }).click();
    expect(await answer.count()).toBe(0);
  });
});
