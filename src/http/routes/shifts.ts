import { z } from '@hono/zod-openapi';
import { listTurns, type TurnLine } from '../../domain/oncall/list-turns.ts';
import { demand } from '../../permissions.ts';
import { turnFilter, turnFilters, turnSpeech } from '../bodies/turn-filter.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';
import { instantOut, iso } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'shifts';
const shiftOut = z.object({
  team: z.string(),
  user: z.string(),
  level: z.int(),
  is_primary: z.boolean(),
  start_time: instantOut,
  end_time: instantOut,
  by: z.enum(['pin', 'override', 'shift', 'rotation']).openapi({ description: 'Which rule says so; shift: an entry of the schedule' }),
  by_id: z.uuid().nullable(),
  by_name: z.string().nullable().openapi({ description: 'Of a rotation' }),
}).openapi('Shift');

const bodyOf = ({ teamName, username, level, startsAt, endsAt, by }: TurnLine): z.input<typeof shiftOut> => ({
  team: teamName, user: username, level, is_primary: level === 1, start_time: iso(startsAt), end_time: iso(endsAt), by: by.by, by_id: 'id' in by ? by.id : null, by_name: 'name' in by ? by.name : null,
});

/** Who answers when, computed from pins, overrides, entries and rotations. */
export function shiftRoutes(api: Api): void {
  const { baseUrl } = api.parts.ports;
  const query = listQuery(['start_time', 'team', 'user', 'level'], turnFilters);

  endpoint(api, 'get', '/shifts/', { tag, summary: 'Who answers when between from (now) and to (two weeks later), by start', query, answer: listOut(shiftOut) }, async ({ ctx, query: asked, url }) => {
    demand(ctx, 'view_schedule');
    const turns = await spoken({ ...turnSpeech, fields: { to: 'to' } }, listTurns(ctx, await turnFilter(ctx, asked)));
    const found = sliced(turns, asked, { start_time: (it) => it.startsAt.getTime(), team: (it) => it.teamName, user: (it) => it.username, level: (it) => it.level }, (it) => `${it.teamName} ${it.username}`);
    return pageOf({ ...found, rows: found.rows.map(bodyOf) }, asked, url, baseUrl);
  });
}
