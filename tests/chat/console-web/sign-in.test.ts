import { describe, expect, test } from 'vitest';
import { Refuse } from '../../fakes/console-server.ts';
import { needsChromium, openConsole } from './open.ts';

const signedOut = (server: { signedIn: boolean }) => { server.signedIn = false; };
const signIns = (path: string) => path === 'sign-in';

describe('signing in', () => {
  needsChromium();

  test('by a link sends its code only when the button is pressed, and forgets it', async () => {
    await using it = await openConsole({}, signedOut);
    await it.visit('/sign-in#code=abc-123');
    const button = it.page.getByRole('button', { name: 'Sign in with this link' });
    await button.waitFor();
    expect(it.server.posted.all).toEqual([]);
    await button.click();
    expect((await it.server.posted.next((asked) => signIns(asked.path))).body).toEqual({ code: 'abc-123' });
    await it.page.getByRole('heading', { name: 'Open incidents' }).waitFor();
    expect(it.page.url()).not.toContain('abc-123');
  });

  test('by a token tells plainly that it was refused', async () => {
    await using it = await openConsole({}, (server) => {
      signedOut(server);
      server.answers['sign-in'] = () => new Refuse(401, 'This token is not known.', { hint: 'Ask for a new one.' });
    });
    await it.visit('/');
    await it.page.getByLabel('API token').fill('wrong');
    await it.page.getByRole('button', { name: 'Sign in with a token' }).click();
    expect(await it.page.getByRole('alert').textContent()).toContain('This token is not known.Ask for a new one.');
  });

  test('says how to get a link', async () => {
    await using it = await openConsole({}, signedOut);
    await it.visit('/');
    await it.page.getByText('npm run imas -- link-code NAME').waitFor();
  });

  test('is asked for as soon as the session is over, and nothing stays on the screen', async () => {
    await using it = await openConsole();
    await it.visit('#/place/c-sre');
    await it.page.locator('.card').waitFor();
    await it.page.getByLabel('Message in sre').fill('hello');
    it.server.signedIn = false;
    // By the keyboard, not the field: the page may have noticed by itself, and the field be gone.
    await it.page.keyboard.press('Enter');
    await it.page.getByRole('heading', { name: 'Sign in to IMAS' }).waitFor();
    expect(await it.page.textContent('body')).not.toContain('Redis');
  });

  test('ends by the button in the list of places', async () => {
    await using it = await openConsole();
    await it.visit('#/place/c-sre');
    await it.page.getByRole('button', { name: 'Sign out' }).click();
    await it.page.getByRole('heading', { name: 'Sign in to IMAS' }).waitFor();
  });
});
