import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { FakeConsoleServer } from '../../fakes/console-server.ts';
import { NIGHT } from '../../fakes/console-story.ts';

const executablePath = process.env['IMAS_TEST_CHROMIUM'];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let opened: { browser: Browser; web: string } | undefined;

/** One browser for the tests of a file; they are skipped where there is no Chromium. */
export function needsChromium(): void {
  beforeAll(async () => {
    if (!executablePath) return;
    opened = { browser: await chromium.launch({ executablePath, args: FLAGS }), web: inject('web') };
  });
  beforeEach((context) => context.skip(!opened, 'Chromium is not installed: apt-get install -y chromium'));
  afterAll(async () => {
    if (!opened) return;
    await opened.browser.close();
    opened = undefined;
  });
}

export interface OpenConsole extends AsyncDisposable {
  server: FakeConsoleServer;
  page: Page;
  /** Goes to a view by its hash, or to a path, until the browser listens for events. */
  visit(where: string): Promise<void>;
  /** What went wrong in the browser: exceptions, breaches of the content security policy. */
  complaints: string[];
  /** Requests that left for another origin. */
  outside: string[];
}

/** A window with the console before a fake server. `prepare` changes the server before the first visit. */
export async function openConsole(options: BrowserContextOptions = {}, prepare: (server: FakeConsoleServer) => void = () => {}): Promise<OpenConsole> {
  if (!opened) throw new Error('Call needsChromium() in the describe of this test.');
  const server = new FakeConsoleServer(opened.web);
  prepare(server);
  const origin = await server.start();
  const page = await opened.browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
  await page.clock.install({ time: new Date(NIGHT) });
  page.setDefaultTimeout(5000);
  const complaints: string[] = [];
  const outside: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => { if (/content security policy/i.test(line.text())) complaints.push(line.text()); });
  page.on('request', (request) => { if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) outside.push(request.url()); });
  const visit = async (where: string) => {
    await page.goto(origin + (where.startsWith('#') ? `/${where}` : where));
    // What is emitted before the browser listens would not reach it as an event.
    if (server.signedIn) await server.listeners.next();
  };
  return {
    server, page, visit, complaints, outside,
    async [Symbol.asyncDispose]() {
      await page.context().close();
      await server[Symbol.asyncDispose]();
    },
  };
}
