import type { Commands } from '../src/chat/commands.ts';
import { ruleList } from './rule/list.ts';
import { ruleAdd } from './rule/add.ts';
import { ruleMove } from './rule/move.ts';
import { ruleTest } from './rule/test.ts';
import { ruleRemove } from './rule/remove.ts';

/** Every command of `/rule`, one line each: its file's path is the phrase. The first visible one is what the bare word does. */
export const ruleCommands: Commands = {
  'rule/list': ruleList,
  'rule/add': ruleAdd,
  'rule/move': ruleMove,
  'rule/test': ruleTest,
  'rule/remove': ruleRemove,
};
