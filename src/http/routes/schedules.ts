import { z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { addShift } from '../../domain/oncall/add-shift.ts';
import { editShift } from '../../domain/oncall/edit-shift.ts';
import { findShift, type ShiftLine } from '../../domain/oncall/find-shift.ts';
import { pageShifts } from '../../domain/oncall/list-shifts.ts';
import { removeShift } from '../../domain/oncall/remove-shift.ts';
import { entryOrders } from '../../domain/oncall/read-entries.ts';
import { findTeam } from '../../domain/people/find-team.ts';
import { findUser } from '../../domain/people/find-user.ts';
import { demand } from '../../permissions.ts';
import { aheadBody, aheadOut } from '../bodies/ahead.ts';
import { entryPage, turnFilters, turnFilter, turnSpeech } from '../bodies/turn-filter.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf } from '../paging.ts';
import { sayTo } from '../reader.ts';
import type { Asked } from '../route.ts';
import { instantIn, instantOut, iso, reference } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'schedules';
const entryOut = z.object({
  id: z.uuid(),
  team: z.string(),
  user: z.string(),
  start_time: instantOut,
  end_time: instantOut.openapi({ description: 'Half-open: it belongs to whoever comes next' }),
  is_primary: z.boolean().openapi({ description: 'The same as level 1' }),
  level: z.int().openapi({ description: '1 answers first, 2 is the backup' }),
  created_at: instantOut,
  ...aheadOut,
}).openapi('Schedule');

const more = z.object({ is_primary: z.boolean(), level: z.int() }).partial();
const fresh = more.extend({ team: reference, user: reference, start_time: instantIn, end_time: instantIn });
const change = more.extend({ user: reference, start_time: instantIn, end_time: instantIn }).partial();

const bodyOf = (it: ShiftLine): z.input<typeof entryOut> => ({
  id: it.id, team: it.teamName, user: it.username, start_time: iso(it.startsAt), end_time: iso(it.endsAt), is_primary: it.level === 1, level: it.level, created_at: iso(it.createdAt),
});

/** The entries of schedules, as in the guide: one person, one interval, one level. */
export function scheduleRoutes(api: Api): void {
  const { baseUrl } = api.parts.ports;
  const changed = async (c: Asked, ctx: Context, it: ShiftLine) => ({ ...bodyOf(it), ...await aheadBody(ctx, sayTo(c, api.deps), it, { entry: it }) });
  const query = listQuery(entryOrders, turnFilters);

  endpoint(api, 'get', '/schedules/', { tag, summary: 'Entries by their start', query, answer: listOut(entryOut) }, async ({ ctx, query: asked, url }) => {
    demand(ctx, 'view_schedule');
    const found = await pageShifts(ctx, { ...await turnFilter(ctx, asked), search: asked.search }, entryPage(asked));
    return pageOf({ ...found, rows: found.rows.map(bodyOf) }, asked, url, baseUrl);
  });

  endpoint(api, 'post', '/schedules/', { tag, summary: 'Enters somebody; an overlap of one level is a conflict that names who holds it', body: fresh, answer: entryOut, status: 201 }, async ({ ctx, body, c }) => {
    demand(ctx, 'view_schedule');
    const { id: teamId } = await spoken(turnSpeech, findTeam(ctx, body.team));
    const { id: userId } = await spoken(turnSpeech, findUser(ctx, body.user));
    return changed(c, ctx, await spoken(turnSpeech, addShift(ctx, { teamId, userId, startsAt: body.start_time, endsAt: body.end_time, level: body.level, isPrimary: body.is_primary })));
  });

  endpoint(api, 'get', '/schedules/{id}/', { tag, summary: 'One entry', answer: entryOut }, async ({ ctx, params }) => {
    demand(ctx, 'view_schedule');
    return bodyOf(await findShift(ctx, params.id));
  });

  endpoint(api, 'patch', '/schedules/{id}/', { tag, summary: 'Changes what is given', body: change, answer: entryOut }, async ({ ctx, params, body, c }) => {
    demand(ctx, 'view_schedule');
    const userId = body.user === undefined ? undefined : (await spoken(turnSpeech, findUser(ctx, body.user))).id;
    return changed(c, ctx, await spoken(turnSpeech, editShift(ctx, params.id, { userId, startsAt: body.start_time, endsAt: body.end_time, level: body.level, isPrimary: body.is_primary })));
  });

  endpoint(api, 'delete', '/schedules/{id}/', { tag, summary: 'Takes an entry out' }, async ({ ctx, params }) => {
    await removeShift(ctx, params.id);
    return null;
  });
}
