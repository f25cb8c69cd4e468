import { z } from '@hono/zod-openapi';
import { databaseNow } from '../../domain/clock.ts';
import { findTeam } from '../../domain/people/find-team.ts';
import { summary } from '../../domain/reports/summary.ts';
import { findService } from '../../domain/services/find-service.ts';
import { invalid } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { given, instantIn, instantOut, iso, reference, severitiesIn } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'metrics';
const dayMs = 24 * 3600 * 1000;
const usualDays = 30;
const mostDays = 366;

const seconds = z.number().nullable();
const duration = z.object({
  median: seconds, mean: seconds, p90: seconds, count: z.int(), change_percent: z.number().nullable().openapi({ description: 'Of the median, against the previous equal period' }),
}).openapi('Duration', { description: 'Seconds' });
const counts = z.record(z.string(), z.int());
const byName = z.array(z.object({ name: z.string(), incidents: z.int() }));
const summaryOut = z.object({
  from: instantOut,
  to: instantOut,
  incidents: z.int(),
  incidents_change_percent: z.number().nullable(),
  self_healed: z.int().openapi({ description: 'Resolved by monitoring before anybody acknowledged; outside mtta' }),
  mttd: duration,
  mtta: duration,
  mttr: duration,
  by_severity: counts,
  by_status: counts,
  by_team: byName,
  by_service: byName,
}).openapi('MetricsSummary');
const filters = z.object({
  from: instantIn.optional().openapi({ description: '30 days before `to` when absent' }),
  to: instantIn.optional().openapi({ description: 'Now when absent' }),
  team: reference.optional(),
  service: reference.optional(),
  severity: severitiesIn.optional(),
});
const refs = { refs: { 'errors.unknown_team': 'team', 'errors.unknown_service': 'service' } } as const;

/** How fast incidents are noticed, answered and ended (spec §12). */
export function metricsSummaryRoutes(api: Api): void {
  endpoint(api, 'get', '/metrics/summary/', { tag, summary: 'Medians, means and p90, and how they changed', query: filters, answer: summaryOut }, async ({ ctx, query }) => {
    demand(ctx, 'view_incident');
    const to = query.to ?? await databaseNow(ctx);
    const from = query.from ?? new Date(to.getTime() - usualDays * dayMs);
    if (from >= to || to.getTime() - from.getTime() > mostDays * dayMs) throw invalid('api.bad_period', { days: mostDays }, { fields: { from: { key: 'api.bad_period', params: { days: mostDays } } } });
    const { team, service, severity: severities } = query;
    const narrowed = await spoken(refs, (async () => given({
      teamId: team === undefined ? undefined : (await findTeam(ctx, team)).id,
      serviceId: service === undefined ? undefined : (await findService(ctx, service)).id,
      severities,
    }))());
    return { from: iso(from), to: iso(to), ...(await summary(ctx, { from, to, ...narrowed })) };
  });
}
