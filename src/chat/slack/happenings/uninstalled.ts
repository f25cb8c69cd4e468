import { SlackFault } from '../faults.ts';
import type { Hooks } from '../hooks.ts';
import type { HappeningParts } from './parts.ts';

/** The app was removed or its token revoked: asked at once, Slack says so, and from then on health does. */
export const uninstalledHook = ({ slack, ctx }: HappeningParts): NonNullable<Hooks['uninstalled']> => async () => {
  ctx.log.error('Slack says that the app was removed or its token revoked');
  await slack.call('auth.test', {}, { lane: 'chores' }).catch((error: unknown) => {
    if (!(error instanceof SlackFault)) throw error;
  });
};
