import type { Commands } from '../src/chat/commands.ts';
import { tokenList } from './token/list.ts';
import { tokenCreate } from './token/create.ts';
import { tokenRevoke } from './token/revoke.ts';

/** Every command of `/token`, one line each: its file's path is the phrase. The first visible one is what the bare word does. */
export const tokenCommands: Commands = {
  'token/list': tokenList,
  'token/create': tokenCreate,
  'token/revoke': tokenRevoke,
};
