import { z } from '@hono/zod-openapi';
import { transaction } from '../../db/transaction.ts';
import { addRule } from '../../domain/sources/add-rule.ts';
import { editRule } from '../../domain/sources/edit-rule.ts';
import { showRule } from '../../domain/sources/find-rule.ts';
import { findSource } from '../../domain/sources/find-source.ts';
import { listRuleLines, ruleLine, type RuleLine } from '../../domain/sources/list-rule-lines.ts';
import { operators, type Matcher } from '../../domain/sources/matchers/matcher.ts';
import { moveRule } from '../../domain/sources/move-rule.ts';
import { removeRule } from '../../domain/sources/remove-rule.ts';
import { notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';
import { given, instantOut, iso, reference, severityIn, severityOut, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'rules';
const matcher = z.object({ label: z.string(), op: z.enum(operators), value: z.string() });
const labels = z.record(z.string(), z.string());
const ruleOut = z.object({
  id: z.uuid(),
  source: z.string(),
  position: z.int().openapi({ description: 'From 1; the first rule that matches counts' }),
  name: z.string(),
  match_labels: z.union([labels, z.array(matcher)]).openapi({ description: 'Labels and their values; a list of matchers when any is other than =' }),
  target_service: z.string().nullable(),
  override_severity: severityOut.nullable(),
  is_drop: z.boolean(),
  grouping: z.string().nullable(),
  created_at: instantOut,
}).openapi('Rule');

const more = z.object({
  name: words(200),
  position: z.int(),
  target_service: reference.nullable(),
  override_severity: severityIn.nullable(),
  is_drop: z.boolean(),
  grouping: words(2000).nullable(),
}).partial();
const match = z.unknown().openapi({
  description: 'As in the guide {"alertname": "HighMemory"}; or text such as env=prod,team=~"a|b"; or a list of {label, op, value}', type: ['object', 'array', 'string'], items: {},
});
const fresh = more.extend({ source: reference, match_labels: match });
const change = more.extend({ match_labels: match.optional() });
const speech = { refs: { 'errors.unknown_service': 'target_service', 'sources.unknown_source': 'source' }, fields: { matchers: 'match_labels' } } as const;

function matchLabels(matchers: readonly Matcher[]): z.input<typeof ruleOut>['match_labels'] {
  const isPlain = matchers.every(({ op }) => op === '=') && new Set(matchers.map(({ label }) => label)).size === matchers.length;
  return isPlain ? Object.fromEntries(matchers.map(({ label, value }) => [label, value])) : matchers.map(({ label, op, value }) => ({ label, op, value }));
}
const bodyOf = (rule: RuleLine): z.input<typeof ruleOut> => ({
  id: rule.id, source: rule.source, position: rule.position, name: rule.name, match_labels: matchLabels(rule.matchers), target_service: rule.targetService,
  override_severity: rule.overrideSeverity, is_drop: rule.isDrop, grouping: rule.grouping, created_at: iso(rule.createdAt),
});
const fieldsOf = (body: Omit<z.output<typeof change>, 'position'>) => given({
  name: body.name, matchers: body.match_labels, targetService: body.target_service, overrideSeverity: body.override_severity, isDrop: body.is_drop, grouping: body.grouping,
});

const ruleId = (word: string): string => {
  if (z.uuid().safeParse(word).success) return word;
  throw notFound('sources.unknown_rule', { source: '*', name: word.slice(0, 40) });
};

/** Which alert goes to which service. */
export function ruleRoutes(api: Api): void {
  const { baseUrl } = api.parts.ports;

  endpoint(api, 'get', '/rules/', { tag, summary: 'Rules in the order in which they are tried', query: listQuery(['source', 'position', 'created_at'], { source: reference.optional() }), answer: listOut(ruleOut) }, async ({ ctx, query, url }) => {
    demand(ctx, 'view_source');
    const sourceId = query.source === undefined ? undefined : (await spoken(speech, findSource(ctx, query.source))).id;
    const found = sliced(await listRuleLines(ctx, given({ sourceId })), query, { source: (it) => it.source, position: (it) => it.position, created_at: (it) => it.createdAt.getTime() }, (it) => `${it.name} ${it.targetService ?? ''}`);
    return pageOf({ ...found, rows: found.rows.map(bodyOf) }, query, url, baseUrl);
  });

  endpoint(api, 'post', '/rules/', { tag, summary: 'Adds a rule to a source', body: fresh, answer: ruleOut, status: 201 }, async ({ ctx, body }) => {
    const { source, match_labels: matchers, position, ...rest } = body;
    const { id } = await spoken(speech, addRule(ctx, source, { ...fieldsOf(rest), matchers, ...given({ position }) }));
    return bodyOf(await ruleLine(ctx, id));
  });

  endpoint(api, 'get', '/rules/{id}/', { tag, summary: 'One rule', answer: ruleOut }, async ({ ctx, params }) => bodyOf(await ruleLine(ctx, (await showRule(ctx, ruleId(params.id))).id)));

  endpoint(api, 'patch', '/rules/{id}/', { tag, summary: 'Changes what is given', body: change, answer: ruleOut }, async ({ ctx, params, body }) => transaction(ctx, async (tx) => {
    const { position, ...rest } = body;
    const { id } = await spoken(speech, editRule(tx, ruleId(params.id), fieldsOf(rest)));
    if (position !== undefined) await moveRule(tx, id, position);
    return bodyOf(await ruleLine(tx, id));
  }));

  endpoint(api, 'delete', '/rules/{id}/', { tag, summary: 'Takes a rule away' }, async ({ ctx, params }) => {
    await removeRule(ctx, ruleId(params.id));
    return null;
  });
}
