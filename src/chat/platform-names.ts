import type { PlatformName } from './platform.ts';

/** What people call them. */
export const platformNames: Readonly<Record<PlatformName, string>> = { console: 'console', slack: 'Slack', discord: 'Discord' };
