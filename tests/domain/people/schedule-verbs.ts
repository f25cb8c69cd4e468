import type { Context } from '../../../src/context.ts';
import { addFeed } from '../../../src/domain/oncall/calendar/add-feed.ts';
import { endFeeds } from '../../../src/domain/oncall/calendar/end-feeds.ts';
import { myFeeds } from '../../../src/domain/oncall/calendar/feed.ts';
import { addOverride } from '../../../src/domain/oncall/add-override.ts';
import { addShift } from '../../../src/domain/oncall/add-shift.ts';
import { createRotation } from '../../../src/domain/oncall/create-rotation.ts';
import { editOverride } from '../../../src/domain/oncall/edit-override.ts';
import { editRotation } from '../../../src/domain/oncall/edit-rotation.ts';
import { editShift } from '../../../src/domain/oncall/edit-shift.ts';
import { endRotation } from '../../../src/domain/oncall/end-rotation.ts';
import { listOverrides, pageOverrides } from '../../../src/domain/oncall/list-overrides.ts';
import { listRotations } from '../../../src/domain/oncall/list-rotations.ts';
import { listShifts, pageShifts } from '../../../src/domain/oncall/list-shifts.ts';
import { listTurns } from '../../../src/domain/oncall/list-turns.ts';
import { loadSchedule } from '../../../src/domain/oncall/load-schedule.ts';
import { removeOverride } from '../../../src/domain/oncall/remove-override.ts';
import { removeShift } from '../../../src/domain/oncall/remove-shift.ts';
import { rotate } from '../../../src/domain/oncall/rotate.ts';
import { setOnCall } from '../../../src/domain/oncall/set-on-call.ts';
import { unsetOnCall } from '../../../src/domain/oncall/unset-on-call.ts';
import { whoIsOnCall } from '../../../src/domain/oncall/who-is-on-call.ts';

// Nothing of this id exists: whoever may is told so, whoever may not is refused before that.
const none = '00000000-0000-4000-8000-000000000000';
const turn = { teamId: none, userId: none, startsAt: new Date('2027-01-04T08:00Z'), endsAt: new Date('2027-01-05T08:00Z') };

/** The verbs of schedules: who may look, and who may change what is not their own. */
export const scheduleVerbs: readonly [verb: string, codename: `${'view' | 'add' | 'change' | 'delete'}_schedule`, call: (ctx: Context) => Promise<unknown>][] = [
  ['whoIsOnCall', 'view_schedule', (ctx) => whoIsOnCall(ctx)],
  ['listShifts', 'view_schedule', (ctx) => listShifts(ctx)],
  ['pageShifts', 'view_schedule', (ctx) => pageShifts(ctx, {}, { limit: 1, offset: 0 })],
  ['listRotations', 'view_schedule', (ctx) => listRotations(ctx)],
  ['listOverrides', 'view_schedule', (ctx) => listOverrides(ctx)],
  ['pageOverrides', 'view_schedule', (ctx) => pageOverrides(ctx, {}, { limit: 1, offset: 0 })],
  ['listTurns', 'view_schedule', (ctx) => listTurns(ctx)],
  ['loadSchedule', 'view_schedule', (ctx) => loadSchedule(ctx, none, 14)],
  ['myFeeds', 'view_schedule', (ctx) => myFeeds(ctx, null)],
  ['addFeed', 'view_schedule', (ctx) => addFeed(ctx, { teamId: none, renew: false })],
  ['endFeeds', 'view_schedule', (ctx) => endFeeds(ctx, none)],
  // Whose entry it is decides who may, and of one that is not there nothing is known.
  ['editShift', 'view_schedule', (ctx) => editShift(ctx, none, {})],
  ['removeShift', 'view_schedule', (ctx) => removeShift(ctx, none)],
  ['addShift', 'add_schedule', (ctx) => addShift(ctx, turn)],
  ['createRotation', 'add_schedule', (ctx) => createRotation(ctx, { teamId: none, name: 'week', members: [none] })],
  ['editRotation', 'change_schedule', (ctx) => editRotation(ctx, none, {})],
  ['endRotation', 'delete_schedule', (ctx) => endRotation(ctx, none)],
  ['addOverride', 'add_schedule', (ctx) => addOverride(ctx, turn)],
  ['editOverride', 'change_schedule', (ctx) => editOverride(ctx, none, {})],
  ['removeOverride', 'delete_schedule', (ctx) => removeOverride(ctx, none)],
  ['setOnCall', 'change_schedule', (ctx) => setOnCall(ctx, { teamId: none, userId: none })],
  ['unsetOnCall', 'change_schedule', (ctx) => unsetOnCall(ctx, none)],
  ['rotate', 'change_schedule', (ctx) => rotate(ctx, none)],
];
