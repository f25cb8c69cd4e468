import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { anApi } from './an-api.ts';

const executablePath = process.env['IMAS_TEST_CHROMIUM'];

test('the reference page shows every noun in a real browser, with nothing from elsewhere and nothing the policy refuses', async (context) => {
  context.skip(executablePath === undefined, 'Chromium is not installed: apt-get install -y chromium');
  await using api = await anApi();
  await using browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => { if (!request.url().startsWith(api.origin) && !request.url().startsWith('data:')) elsewhere.push(request.url()); });
  await page.goto(`${api.origin}/api/docs/`);
  await page.locator('#operations-tag-incidents').waitFor();
  expect(await page.locator('.opblock-tag').count()).toBeGreaterThan(15);
  await page.locator('#operations-tag-teams').click();
  await page.locator('#operations-teams-postTeams').click();
  await page.getByText('Founds a team').first().waitFor();
  expect([complaints, elsewhere]).toEqual([[], []]);
});
