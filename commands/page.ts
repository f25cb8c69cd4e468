import type { Commands } from '../src/chat/commands.ts';
import { page } from './page/page.ts';

/** Every command of `/page`, one line each: its file's path is the phrase. The first visible one is what the bare word does. */
export const pageCommands: Commands = {
  'page/page': page,
};
