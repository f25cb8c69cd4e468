import type { Commands } from '../src/chat/commands.ts';
import { sourceList } from './source/list.ts';
import { sourceShow } from './source/show.ts';
import { sourceCreate } from './source/create.ts';
import { sourceEdit } from './source/edit.ts';
import { sourceRotateToken } from './source/rotate-token.ts';
import { sourceDelete } from './source/delete.ts';

/** Every command of `/source`, one line each: its file's path is the phrase. The first visible one is what the bare word does. */
export const sourceCommands: Commands = {
  'source/list': sourceList,
  'source/show': sourceShow,
  'source/create': sourceCreate,
  'source/edit': sourceEdit,
  'source/rotate-token': sourceRotateToken,
  'source/delete': sourceDelete,
};
