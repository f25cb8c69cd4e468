import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { World } from '../world.ts';

const executablePath = process.env['IMAS_TEST_CHROMIUM'];
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** A loaded machine may be slow; a person is not waiting. */
const patienceMs = 15_000;

/** Chromium, for as long as a test lives. */
export async function openChromium(path: string): Promise<Browser & AsyncDisposable> {
  return chromium.launch({ executablePath: path, args: flags });
}

let browser: Browser | undefined;
/** One browser for the tests of a file; they are skipped where there is none. */
export function needsChromium(): void {
  beforeAll(async () => { if (executablePath) browser = await openChromium(executablePath); });
  beforeEach((context) => context.skip(!browser, 'Chromium is not installed: apt-get install -y chromium'));
  afterAll(async () => {
    await browser?.close();
    browser = undefined;
  });
}

export interface Screen extends AsyncDisposable {
  page: Page;
  /** Exceptions, breaches of the content security policy, requests to other origins. */
  complaints: string[];
  /** To a place by its name in the list. */
  go(place: string | RegExp): Promise<void>;
  /** Types a line into the place that is shown, and sends it. */
  say(line: string): Promise<void>;
}

/** A window of one person, signed in by a link. @param at the address of the replica, unless the world's own */
export async function aScreen(world: World, user: string, { at = world.url, from = browser, ...options }: BrowserContextOptions & { at?: string; from?: Browser | undefined } = {}): Promise<Screen> {
  if (!from) throw new Error('Call needsChromium() in the describe of this test.');
  const page = await from.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'UTC', ...options });
  page.setDefaultTimeout(patienceMs);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => { if (/content security policy/i.test(line.text())) complaints.push(line.text()); });
  page.on('request', (request) => { if (!request.url().startsWith(at) && !request.url().startsWith('data:')) complaints.push(`asked ${request.url()}`); });
  await page.goto(`${at}/sign-in#code=${await world.signInCode(user)}`);
  await page.getByRole('button', { name: 'Sign in with this link' }).click();
  await page.getByRole('navigation', { name: 'Channels, rooms and direct messages' }).or(page.locator('.tabs')).first().waitFor();
  return {
    page, complaints,
    async go(place) {
      await page.getByRole('navigation', { name: 'Channels, rooms and direct messages' }).getByRole('link', { name: place }).click();
      await page.locator('.log').waitFor();
    },
    async say(line) {
      await page.locator('#composer').fill(line);
      await page.locator('#composer').press('Enter');
    },
    [Symbol.asyncDispose]: () => page.context().close(),
  };
}
