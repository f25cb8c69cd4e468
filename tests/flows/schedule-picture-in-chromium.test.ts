import { describe, expect, test } from 'vitest';
import { aWorld } from '../world.ts';
import { aScreen, needsChromium } from '../proof/browser.ts';

describe('the picture of a schedule in Chromium', { timeout: 90_000 }, () => {
  needsChromium();

  test.for([['a desktop', { viewport: { width: 1280, height: 900 } }], ['a phone', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }]] as const)('is drawn on %s, within the content security policy, and fits', async ([, options]) => {
    await using world = await aWorld();
    await using it = await aScreen(world, 'alice', options);
    await it.page.goto(`${world.url}/#/places`);
    await it.page.getByRole('navigation', { name: 'Channels, rooms and direct messages' }).getByRole('link', { name: 'sre-core' }).click();
    await it.page.locator('.log').waitFor();
    await it.say('/oncall picture sre-core');
    const picture = it.page.getByRole('img', { name: /^On call: alice until/ });
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(600);
    // Half its size is still to be read: 20 units are then 10 pixels.
    expect((await picture.boundingBox())!.width).toBeGreaterThan(290);
    expect(await it.page.evaluate('document.documentElement.scrollWidth')).toBe(options.viewport.width);
    expect(it.complaints).toEqual([]);
  });
});
