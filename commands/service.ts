import type { Commands } from '../src/chat/commands.ts';
import { serviceList } from './service/list.ts';
import { serviceShow } from './service/show.ts';
import { serviceCreate } from './service/create.ts';
import { serviceEdit } from './service/edit.ts';
import { serviceAlias } from './service/alias.ts';
import { serviceDelete } from './service/delete.ts';

/** Every command of `/service`, one line each: its file's path is the phrase. The first visible one is what the bare word does. */
export const serviceCommands: Commands = {
  'service/list': serviceList,
  'service/show': serviceShow,
  'service/create': serviceCreate,
  'service/edit': serviceEdit,
  'service/alias': serviceAlias,
  'service/delete': serviceDelete,
};
