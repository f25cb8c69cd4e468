import { z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { addOverride } from '../../domain/oncall/add-override.ts';
import { editOverride } from '../../domain/oncall/edit-override.ts';
import { findOverride, type OverrideLine } from '../../domain/oncall/find-override.ts';
import { pageOverrides } from '../../domain/oncall/list-overrides.ts';
import { removeOverride } from '../../domain/oncall/remove-override.ts';
import { entryOrders } from '../../domain/oncall/read-entries.ts';
import { findTeam } from '../../domain/people/find-team.ts';
import { findUser } from '../../domain/people/find-user.ts';
import { demandSomewhere } from '../../domain/services/demand-somewhere.ts';
import { demand } from '../../permissions.ts';
import { aheadBody, aheadOut } from '../bodies/ahead.ts';
import { entryPage, turnFilters, turnFilter, turnSpeech } from '../bodies/turn-filter.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf } from '../paging.ts';
import { sayTo } from '../reader.ts';
import type { Asked } from '../route.ts';
import { instantIn, instantOut, iso, reference, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'overrides';
const overrideOut = z.object({
  id: z.uuid(),
  team: z.string(),
  user: z.string().openapi({ description: 'Who takes over' }),
  level: z.int(),
  start_time: instantOut,
  end_time: instantOut,
  reason: z.string(),
  is_cover: z.boolean().openapi({ description: 'It came about because somebody asked for cover' }),
  created_by: z.string().nullable(),
  created_at: instantOut,
  ...aheadOut,
}).openapi('Override');

const more = z.object({ level: z.int(), reason: words(2000) }).partial();
const fresh = more.extend({ team: reference, user: reference, start_time: instantIn, end_time: instantIn, replace: z.boolean().optional().openapi({ description: 'Whatever part of another override it overlaps gives way' }) });
const change = more.extend({ user: reference, start_time: instantIn, end_time: instantIn }).partial();

const bodyOf = (it: OverrideLine): z.input<typeof overrideOut> => ({
  id: it.id, team: it.teamName, user: it.username, level: it.level, start_time: iso(it.startsAt), end_time: iso(it.endsAt), reason: it.reason, is_cover: it.coverId !== null, created_by: it.createdBy, created_at: iso(it.createdAt),
});

/** Who answers instead of whoever the schedule says. */
export function overrideRoutes(api: Api): void {
  const { baseUrl } = api.parts.ports;
  const changed = async (c: Asked, ctx: Context, it: OverrideLine) => ({ ...bodyOf(it), ...await aheadBody(ctx, sayTo(c, api.deps), it, { entry: it }) });
  const query = listQuery(entryOrders, turnFilters);

  endpoint(api, 'get', '/overrides/', { tag, summary: 'Overrides by their start', query, answer: listOut(overrideOut) }, async ({ ctx, query: asked, url }) => {
    demand(ctx, 'view_schedule');
    const found = await pageOverrides(ctx, { ...await turnFilter(ctx, asked), search: asked.search }, entryPage(asked));
    return pageOf({ ...found, rows: found.rows.map(bodyOf) }, asked, url, baseUrl);
  });

  endpoint(api, 'post', '/overrides/', { tag, summary: 'Puts somebody in the place of whoever the schedule says', body: fresh, answer: overrideOut, status: 201 }, async ({ ctx, body, c }) => {
    demandSomewhere(ctx, 'add_schedule');
    const { id: teamId } = await spoken(turnSpeech, findTeam(ctx, body.team));
    const { id: userId } = await spoken(turnSpeech, findUser(ctx, body.user));
    return changed(c, ctx, await spoken(turnSpeech, addOverride(ctx, { teamId, userId, startsAt: body.start_time, endsAt: body.end_time, level: body.level, reason: body.reason, replace: body.replace })));
  });

  endpoint(api, 'get', '/overrides/{id}/', { tag, summary: 'One override', answer: overrideOut }, async ({ ctx, params }) => {
    demand(ctx, 'view_schedule');
    return bodyOf(await findOverride(ctx, params.id));
  });

  endpoint(api, 'patch', '/overrides/{id}/', { tag, summary: 'Changes what is given', body: change, answer: overrideOut }, async ({ ctx, params, body, c }) => {
    demandSomewhere(ctx, 'change_schedule');
    const userId = body.user === undefined ? undefined : (await spoken(turnSpeech, findUser(ctx, body.user))).id;
    return changed(c, ctx, await spoken(turnSpeech, editOverride(ctx, params.id, { userId, startsAt: body.start_time, endsAt: body.end_time, level: body.level, reason: body.reason })));
  });

  endpoint(api, 'delete', '/overrides/{id}/', { tag, summary: 'Takes an override away' }, async ({ ctx, params }) => {
    await removeOverride(ctx, params.id);
    return null;
  });
}
