import type { Hooks } from '../hooks.ts';
import { archivedHook, unarchivedHook } from './channels.ts';
import { joinedHook } from './joined.ts';
import { messageShortcut } from './message-shortcut.ts';
import type { HappeningParts } from './parts.ts';
import { pinHook } from './pins.ts';
import { spokenHook } from './spoken.ts';
import { uninstalledHook } from './uninstalled.ts';

/** What we do when something happens in Slack's channels; the App Home is drawn elsewhere. */
export const slackHooks = (parts: HappeningParts): Hooks => ({
  reaction: pinHook(parts),
  joined: joinedHook(parts),
  message: spokenHook(parts),
  archived: archivedHook(parts),
  unarchived: unarchivedHook(parts),
  uninstalled: uninstalledHook(parts),
  messageShortcut: messageShortcut(parts),
  // The only one there is without a message: declare.
  globalShortcut: async ({ from }) => parts.dispatch.press(from, 'incident/declare', {}),
});
