import type { Commands } from '../src/chat/commands.ts';
import { providerList } from './provider/list.ts';
import { providerAdd } from './provider/add.ts';
import { providerEdit } from './provider/edit.ts';
import { providerTest } from './provider/test.ts';
import { providerEnable } from './provider/enable.ts';
import { providerDisable } from './provider/disable.ts';
import { providerRemove } from './provider/remove.ts';

/** Every command of `/provider`, one line each: its file's path is the phrase. The first visible one is what the bare word does. */
export const providerCommands: Commands = {
  'provider/list': providerList,
  'provider/add': providerAdd,
  'provider/edit': providerEdit,
  'provider/test': providerTest,
  'provider/enable': providerEnable,
  'provider/disable': providerDisable,
  'provider/remove': providerRemove,
};
