import type { Commands } from '../src/chat/commands.ts';
import { oncallWho } from './oncall/who.ts';
import { oncallSet } from './oncall/set.ts';
import { oncallRotate } from './oncall/rotate.ts';
import { oncallSchedule } from './oncall/schedule.ts';
import { oncallRotation } from './oncall/rotation.ts';
import { oncallOverride } from './oncall/override.ts';
import { oncallShifts } from './oncall/shifts.ts';
import { oncallScheduleAdd } from './oncall/schedule-add.ts';
import { oncallScheduleEdit } from './oncall/schedule-edit.ts';
import { oncallScheduleRemove } from './oncall/schedule-remove.ts';
import { oncallRotationCreate } from './oncall/rotation-create.ts';
import { oncallRotationEdit } from './oncall/rotation-edit.ts';
import { oncallRotationDelete } from './oncall/rotation-delete.ts';
import { oncallOverrideList } from './oncall/override-list.ts';
import { oncallOverrideRemove } from './oncall/override-remove.ts';
import { oncallCover } from './oncall/cover.ts';
import { oncallAway } from './oncall/away.ts';
import { oncallHavePager } from './oncall/have-pager.ts';
import { oncallTakeCover } from './oncall/take-cover.ts';
import { oncallWithdrawCover } from './oncall/withdraw-cover.ts';
import { oncallCheck } from './oncall/check.ts';
import { oncallLoad } from './oncall/load.ts';
import { oncallCalendar } from './oncall/calendar.ts';
import { oncallPicture } from './oncall/picture.ts';
import { oncallTest } from './oncall/test.ts';
import { oncallTestShown } from './oncall/test-shown.ts';
import { oncallTestOk } from './oncall/test-ok.ts';

/** Every command of `/oncall`, one line each: its file's path is the phrase. The first visible one is what the bare word does. */
export const oncallCommands: Commands = {
  'oncall/who': oncallWho,
  'oncall/set': oncallSet,
  'oncall/rotate': oncallRotate,
  'oncall/schedule': oncallSchedule,
  'oncall/rotation': oncallRotation,
  'oncall/override': oncallOverride,
  'oncall/shifts': oncallShifts,
  'oncall/schedule-add': oncallScheduleAdd,
  'oncall/schedule-edit': oncallScheduleEdit,
  'oncall/schedule-remove': oncallScheduleRemove,
  'oncall/rotation-create': oncallRotationCreate,
  'oncall/rotation-edit': oncallRotationEdit,
  'oncall/rotation-delete': oncallRotationDelete,
  'oncall/override-list': oncallOverrideList,
  'oncall/override-remove': oncallOverrideRemove,
  'oncall/cover': oncallCover,
  'oncall/away': oncallAway,
  'oncall/have-pager': oncallHavePager,
  'oncall/take-cover': oncallTakeCover,
  'oncall/withdraw-cover': oncallWithdrawCover,
  'oncall/check': oncallCheck,
  'oncall/load': oncallLoad,
  'oncall/calendar': oncallCalendar,
  'oncall/picture': oncallPicture,
  'oncall/test': oncallTest,
  'oncall/test-shown': oncallTestShown,
  'oncall/test-ok': oncallTestOk,
};
