import type { Commands } from '../src/chat/commands.ts';
import { escalationList } from './escalation/list.ts';
import { escalationShow } from './escalation/show.ts';
import { escalationCreate } from './escalation/create.ts';
import { escalationEdit } from './escalation/edit.ts';
import { escalationStep } from './escalation/step.ts';
import { escalationStepEdit } from './escalation/step-edit.ts';
import { escalationStepRemove } from './escalation/step-remove.ts';
import { escalationTest } from './escalation/test.ts';
import { escalationDelete } from './escalation/delete.ts';

/** Every command of `/escalation`, one line each: its file's path is the phrase. The first visible one is what the bare word does. */
export const escalationCommands: Commands = {
  'escalation/list': escalationList,
  'escalation/show': escalationShow,
  'escalation/create': escalationCreate,
  'escalation/edit': escalationEdit,
  'escalation/step': escalationStep,
  'escalation/step-edit': escalationStepEdit,
  'escalation/step-remove': escalationStepRemove,
  'escalation/test': escalationTest,
  'escalation/delete': escalationDelete,
};
