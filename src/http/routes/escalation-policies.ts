import { z } from '@hono/zod-openapi';
import { listPolicies } from '../../domain/escalation/policies/list-policies.ts';
import type { Policy } from '../../domain/escalation/policies/policy.ts';
import { findTeam } from '../../domain/people/find-team.ts';
import { notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';
import { reference, severityOut } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'escalation-policies';
const policyOut = z.object({
  id: z.uuid().nullable().openapi({ description: 'null: built in' }),
  name: z.string(),
  team: z.string().nullable().openapi({ description: 'null: counts for every team that has made none' }),
  severity: severityOut.nullable().openapi({ description: 'null: for every severity' }),
  origin: z.enum(['severity', 'default', 'built-in']),
  version: z.int(),
  repeat_count: z.int(),
  repeat_interval_minutes: z.int(),
  steps: z.array(z.object({
    delay_minutes: z.int(), targets: z.array(z.object({ kind: z.string() }).catchall(z.unknown())), means: z.array(z.string()).nullable(), working_hours_only: z.boolean(),
  })),
}).openapi('EscalationPolicy');

const bodyOf = (it: Policy & { team: string | null }): z.input<typeof policyOut> => ({
  id: it.id, name: it.name, team: it.team, severity: it.severity, origin: it.origin, version: it.version, repeat_count: it.repeatCount, repeat_interval_minutes: it.repeatIntervalMinutes,
  steps: it.steps.map((step) => ({ delay_minutes: step.delay_minutes, targets: step.targets.map((target) => ({ ...target })), means: step.means, working_hours_only: step.working_hours_only })),
});

/** Who is paged when; the built-in policies are listed last. */
export function escalationPolicyRoutes(api: Api): void {
  endpoint(api, 'get', '/escalation-policies/', { tag, summary: 'Policies, those of teams first', query: listQuery(['name', 'team'], { team: reference.optional() }), answer: listOut(policyOut) }, async ({ ctx, query, url }) => {
    demand(ctx, 'view_escalation');
    const teamId = query.team === undefined ? undefined : (await spoken({ refs: { 'errors.unknown_team': 'team' } }, findTeam(ctx, query.team))).id;
    const { made, builtIn } = await listPolicies(ctx, teamId === undefined ? {} : { teamId });
    const all = [...made, ...builtIn.map((it) => ({ ...it, team: null }))];
    const found = sliced(all, query, { name: (it) => it.name, team: (it) => it.team }, (it) => `${it.name} ${it.team ?? ''}`);
    return pageOf({ ...found, rows: found.rows.map(bodyOf) }, query, url, api.parts.ports.baseUrl);
  });

  endpoint(api, 'get', '/escalation-policies/{id}/', { tag, summary: 'One policy that a team has made', answer: policyOut }, async ({ ctx, params }) => {
    const found = (await listPolicies(ctx)).made.find(({ id }) => id === params.id.toLowerCase());
    if (!found) throw notFound('api.unknown_policy', { id: params.id.slice(0, 40) });
    return bodyOf(found);
  });
}
