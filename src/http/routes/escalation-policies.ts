import { warningWords } from '../../chat/cards/policy-warnings.ts';
import type { Context } from '../../context.ts';
import { createPolicy } from '../../domain/escalation/policies/create-policy.ts';
import { deletePolicy } from '../../domain/escalation/policies/delete-policy.ts';
import { editPolicy } from '../../domain/escalation/policies/edit-policy.ts';
import { listPolicies } from '../../domain/escalation/policies/list-policies.ts';
import { ownPolicy, type OwnPolicy } from '../../domain/escalation/policies/own-policy.ts';
import { policyOfRow } from '../../domain/escalation/policies/policy.ts';
import { warningsOf } from '../../domain/escalation/policies/warnings.ts';
import { targetNames } from '../../domain/escalation/policies/target-names.ts';
import { findTeam } from '../../domain/people/find-team.ts';
import { demand } from '../../permissions.ts';
import type { Say } from '../../texts/say.ts';
import { freshPolicy, policyBody, policyChange, policyOut } from '../bodies/escalation-policy.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';
import { sayTo } from '../reader.ts';
import { given, reference } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'escalation-policies';
const speech = { refs: { 'errors.unknown_team': 'team' } } as const;

const fieldsOf = (body: Omit<ReturnType<typeof policyChange.parse>, 'version'>) => given({ name: body.name, severity: body.severity, repeatCount: body.repeat_count, repeatIntervalMinutes: body.repeat_interval_minutes, steps: body.steps });
const bodyOf = async (ctx: Context, say: Say, { row, team }: OwnPolicy) => ({ ...policyBody({ ...policyOfRow(row), team }, await targetNames(ctx, row)), warnings: (await warningsOf(ctx, row)).map((warning) => warningWords(warning, { say })) });

/** Who is paged when; the built-in policies are listed last. */
export function escalationPolicyRoutes(api: Api): void {
  endpoint(api, 'get', '/escalation-policies/', { tag, summary: 'Policies, those of teams first', query: listQuery(['name', 'team'], { team: reference.optional() }), answer: listOut(policyOut) }, async ({ ctx, query, url }) => {
    demand(ctx, 'view_escalation');
    const teamId = query.team === undefined ? undefined : (await spoken(speech, findTeam(ctx, query.team))).id;
    const { made, builtIn } = await listPolicies(ctx, teamId === undefined ? {} : { teamId });
    const all = [...made, ...builtIn.map((it) => ({ ...it, team: null }))];
    const found = sliced(all, query, { name: (it) => it.name, team: (it) => it.team }, (it) => `${it.name} ${it.team ?? ''}`);
    const names = await targetNames(ctx, { steps: found.rows.flatMap(({ steps }) => steps) });
    return pageOf({ ...found, rows: found.rows.map((it) => policyBody(it, names)) }, query, url, api.parts.ports.baseUrl);
  });

  endpoint(api, 'post', '/escalation-policies/', { tag, summary: 'Makes a team’s policy; without steps it begins with those that counted so far', body: freshPolicy, answer: policyOut, status: 201 }, async ({ ctx, body, c }) => {
    const { team, ...fields } = body;
    return bodyOf(ctx, sayTo(c, api.deps), await spoken(speech, createPolicy(ctx, team, fieldsOf(fields))));
  });

  endpoint(api, 'get', '/escalation-policies/{id}/', { tag, summary: 'One policy that a team has made', answer: policyOut }, async ({ ctx, params, c }) => {
    demand(ctx, 'view_escalation');
    return bodyOf(ctx, sayTo(c, api.deps), await ownPolicy(ctx, params.id));
  });

  endpoint(api, 'patch', '/escalation-policies/{id}/', { tag, summary: 'Changes what is given; escalations that have begun keep the version they began with', body: policyChange, answer: policyOut }, async ({ ctx, params, body, c }) => {
    const { version, ...fields } = body;
    return bodyOf(ctx, sayTo(c, api.deps), await spoken(speech, editPolicy(ctx, params.id, fieldsOf(fields), version)));
  });

  endpoint(api, 'delete', '/escalation-policies/{id}/', { tag, summary: 'Deletes a policy; the team’s default or the built-in one counts again' }, async ({ ctx, params }) => {
    await deletePolicy(ctx, params.id);
    return null;
  });
}
