import { z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { createRotation } from '../../domain/oncall/create-rotation.ts';
import { editRotation } from '../../domain/oncall/edit-rotation.ts';
import { endRotation } from '../../domain/oncall/end-rotation.ts';
import { findRotation, type RotationLine } from '../../domain/oncall/find-rotation.ts';
import { hiddenBy } from '../../domain/oncall/hidden-by.ts';
import { listRotations } from '../../domain/oncall/list-rotations.ts';
import { rotationUnits } from '../../domain/oncall/rotation-rule.ts';
import { findTeam } from '../../domain/people/find-team.ts';
import { findUser } from '../../domain/people/find-user.ts';
import { demandSomewhere } from '../../domain/services/demand-somewhere.ts';
import { demand } from '../../permissions.ts';
import { aheadBody, aheadOut } from '../bodies/ahead.ts';
import { turnFilter, turnFilters, turnSpeech } from '../bodies/turn-filter.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';
import { sayTo } from '../reader.ts';
import type { Asked } from '../route.ts';
import { given, instantIn, instantOut, iso, isoOrNull, reference, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'rotations';
const hours = z.array(z.object({ days: z.array(z.int()).max(7).openapi({ description: '1 = Monday' }), from: words(5), to: words(5) })).max(50);
const rotationOut = z.object({
  id: z.uuid().openapi({ description: 'A change may begin a new one; the former id leads there' }),
  team: z.string(),
  name: z.string(),
  members: z.array(z.string()).openapi({ description: 'Usernames in the order of their turns' }),
  level: z.int(),
  position: z.int().openapi({ description: 'Of several at one level the first that answers wins' }),
  time_zone: z.string(),
  every: z.int(),
  unit: z.enum(rotationUnits),
  handover_time: z.string().openapi({ description: 'On the clock of time_zone' }),
  handover_day: z.int().nullable().openapi({ description: '1 = Monday; only where the unit is weeks' }),
  hours: hours.openapi({ description: 'When it answers; empty: always. An end not after the start is on the next day' }),
  start_time: instantOut.openapi({ description: 'From when on this holds' }),
  end_time: instantOut.nullable(),
  created_at: instantOut,
  ...aheadOut,
}).openapi('Rotation');

const more = z.object({
  level: z.int(), position: z.int(), time_zone: words(64), every: z.int(), unit: z.enum(rotationUnits), handover_time: words(5), handover_day: z.int().nullable(), hours, start_time: instantIn, end_time: instantIn.nullable(),
}).partial();
const fresh = more.extend({ team: reference, name: words(200), members: z.array(reference).max(200) });
const change = more.extend({ name: words(200), members: z.array(reference).max(200) }).partial();
const memberSpeech = { ...turnSpeech, refs: { ...turnSpeech.refs, 'errors.unknown_user': 'members' } } as const;

const bodyOf = (it: RotationLine): z.input<typeof rotationOut> => ({
  id: it.id, team: it.teamName, name: it.name, members: it.members.map(({ username }) => username), level: it.level, position: it.position, time_zone: it.zone, every: it.every, unit: it.unit, handover_time: it.handoverTime,
  handover_day: it.handoverDay, hours: it.hours.map(({ days, from, to }) => ({ days: [...days], from, to })), start_time: iso(it.startsAt), end_time: isoOrNull(it.endsAt), created_at: iso(it.createdAt),
});
const ruleOf = (body: z.output<typeof more>) => given({
  level: body.level, position: body.position, zone: body.time_zone, every: body.every, unit: body.unit, handoverTime: body.handover_time, handoverDay: body.handover_day, hours: body.hours, startsAt: body.start_time, endsAt: body.end_time,
});
async function idsOf(ctx: Context, refs: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const ref of refs) ids.push((await spoken(memberSpeech, findUser(ctx, ref))).id);
  return ids;
}
/** By id alone: names are a team's own. */
const byId = (ctx: Context, id: string) => findRotation(ctx, id);

/** Rules that make turns. */
export function rotationRoutes(api: Api): void {
  const { baseUrl } = api.parts.ports;
  const changed = async (c: Asked, ctx: Context, it: RotationLine) => {
    const say = sayTo(c, api.deps);
    const hidden = await hiddenBy(ctx, it);
    return { ...bodyOf(it), ...await aheadBody(ctx, say, it, { others: hidden === null ? [] : [say('schedules.hidden', { name: hidden })] }) };
  };
  const query = listQuery(['team', 'name', 'level', 'start_time', 'created_at'], { team: turnFilters.team, user: turnFilters.user });

  endpoint(api, 'get', '/rotations/', { tag, summary: 'Rotations by team, level and position, without those that are over', query, answer: listOut(rotationOut) }, async ({ ctx, query: asked, url }) => {
    demand(ctx, 'view_schedule');
    const { teamIds, userId } = await turnFilter(ctx, asked);
    const found = sliced(await listRotations(ctx, { teamIds, userId }), asked, {
      team: (it) => it.teamName, name: (it) => it.name, level: (it) => it.level, start_time: (it) => it.startsAt.getTime(), created_at: (it) => it.createdAt.getTime(),
    }, (it) => `${it.teamName} ${it.name}`);
    return pageOf({ ...found, rows: found.rows.map(bodyOf) }, asked, url, baseUrl);
  });

  endpoint(api, 'post', '/rotations/', { tag, summary: 'Makes a rotation: weekly, Monday 09:00 in the team’s zone, from now, unless told', body: fresh, answer: rotationOut, status: 201 }, async ({ ctx, body, c }) => {
    demandSomewhere(ctx, 'add_schedule');
    const { id: teamId } = await spoken(turnSpeech, findTeam(ctx, body.team));
    return changed(c, ctx, await spoken(turnSpeech, createRotation(ctx, { teamId, name: body.name, members: await idsOf(ctx, body.members), ...ruleOf(body) })));
  });

  endpoint(api, 'get', '/rotations/{id}/', { tag, summary: 'One rotation', answer: rotationOut }, async ({ ctx, params }) => {
    demand(ctx, 'view_schedule');
    return bodyOf(await byId(ctx, params.id));
  });

  endpoint(api, 'patch', '/rotations/{id}/', { tag, summary: 'Changes what is given, from the next hand-over on; what was stays', body: change, answer: rotationOut }, async ({ ctx, params, body, c }) => {
    demandSomewhere(ctx, 'change_schedule');
    const { id } = await byId(ctx, params.id);
    const members = body.members === undefined ? undefined : await idsOf(ctx, body.members);
    return changed(c, ctx, await spoken(turnSpeech, editRotation(ctx, id, { ...ruleOf(body), ...given({ name: body.name, members }) })));
  });

  endpoint(api, 'delete', '/rotations/{id}/', { tag, summary: 'Ends a rotation now' }, async ({ ctx, params }) => {
    await endRotation(ctx, params.id);
    return null;
  });
}
