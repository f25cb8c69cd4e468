import type { Commands } from '../src/chat/commands.ts';
import { userList } from './user/list.ts';
import { userShow } from './user/show.ts';
import { userAdd } from './user/add.ts';
import { userEdit } from './user/edit.ts';
import { userRole } from './user/role.ts';
import { userContact } from './user/contact.ts';
import { userRule } from './user/rule.ts';
import { userLink } from './user/link.ts';
import { userDisable } from './user/disable.ts';
import { userEnable } from './user/enable.ts';

/** Every command of `/user`, one line each: its file's path is the phrase. The first visible one is what the bare word does. */
export const userCommands: Commands = {
  'user/list': userList,
  'user/show': userShow,
  'user/add': userAdd,
  'user/edit': userEdit,
  'user/role': userRole,
  'user/contact': userContact,
  'user/rule': userRule,
  'user/link': userLink,
  'user/disable': userDisable,
  'user/enable': userEnable,
};
