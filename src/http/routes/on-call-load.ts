import { z } from '@hono/zod-openapi';
import { findTeam } from '../../domain/people/find-team.ts';
import { onCallLoad } from '../../domain/reports/on-call-load.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { instantOut, iso } from '../shapes.ts';

const usualDays = 30;
const mostDays = 366;
const loadOut = z.object({
  team: z.string(),
  from: instantOut,
  to: instantOut,
  people: z.array(z.object({
    user: z.string(),
    turns: z.int().openapi({ description: 'Of any level' }),
    hours: z.int().openapi({ description: 'At the first level' }),
    nights: z.int().openapi({ description: 'With at least an hour between 22 and 7 o’clock at the first level' }),
    pages: z.int(),
    night_pages: z.int().openapi({ description: 'Between 22 and 7 o’clock where the person is' }),
  })),
}).openapi('OnCallLoad');

/** How a team's on-call was spread over its people. */
export function onCallLoadRoutes(api: Api): void {
  const query = z.object({ days: z.coerce.number().int().min(1).max(mostDays).optional().openapi({ description: `So many days back; ${usualDays} unless said` }) });
  endpoint(api, 'get', '/teams/{ref}/on-call-load/', { tag: 'teams', summary: 'Turns, nights and pages of each person, whoever had most nights first', query, answer: loadOut }, async ({ ctx, params, query: asked }) => {
    const { teamName, from, to, people } = await onCallLoad(ctx, (await findTeam(ctx, params.ref)).id, asked.days ?? usualDays);
    return { team: teamName, from: iso(from), to: iso(to), people: people.map(({ username, turns, hours, nights, pages, nightPages }) => ({ user: username, turns, hours, nights, pages, night_pages: nightPages })) };
  });
}
