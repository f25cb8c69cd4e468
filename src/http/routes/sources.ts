import { z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { teamNames } from '../../domain/people/team-names.ts';
import { createSource } from '../../domain/sources/create-source.ts';
import { deleteSource } from '../../domain/sources/delete-source.ts';
import { editSource } from '../../domain/sources/edit-source.ts';
import { listSources, showSource } from '../../domain/sources/find-source.ts';
import { rotateToken } from '../../domain/sources/rotate-token.ts';
import type { Source } from '../../domain/sources/schema.ts';
import { snippetFor, webhookUrl } from '../../domain/sources/snippet-for.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';
import { flag, given, instantOut, iso, isoOrNull, reference, severityIn, severityOut, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'sources';
const sourceOut = z.object({
  id: z.uuid(),
  name: z.string(),
  type: z.string().openapi({ example: 'ALERTMANAGER' }),
  is_active: z.boolean(),
  default_severity: severityOut,
  service_labels: z.array(z.string()),
  team_labels: z.array(z.string()),
  severity_words: z.record(z.string(), z.string()),
  owner_team: z.string().nullable(),
  grouping: z.string(),
  auto_resolve: z.boolean(),
  tool_may_acknowledge: z.boolean(),
  has_signing_secret: z.boolean(),
  webhook_url: z.string(),
  first_alert_at: instantOut.nullable(),
  created_at: instantOut,
}).openapi('Source');
const withToken = sourceOut.extend({ token: z.string().openapi({ description: 'Shown this once' }), snippet: z.string().openapi({ description: 'To be pasted into the tool' }) }).openapi('SourceWithToken');

const more = z.object({
  is_active: z.boolean(),
  default_severity: severityIn,
  service_labels: z.array(words(400)).max(50),
  team_labels: z.array(words(400)).max(50),
  severity_words: z.record(z.string().max(200), z.string().max(200)),
  owner_team: reference.nullable(),
  grouping: words(2000),
  auto_resolve: z.boolean(),
  tool_may_acknowledge: z.boolean(),
  signing_secret: words(1000).nullable(),
}).partial();
const fresh = more.extend({ name: words(200), type: words(40) });
const change = more.extend({ name: words(200).optional() });
const speech = { refs: { 'errors.unknown_team': 'owner_team' }, fields: { kind: 'type' } } as const;

const fieldsOf = (body: z.output<typeof change>) => given({
  name: body.name, isActive: body.is_active, defaultSeverity: body.default_severity, serviceLabels: body.service_labels, teamLabels: body.team_labels, severityWords: body.severity_words,
  ownerTeam: body.owner_team, grouping: body.grouping, autoResolve: body.auto_resolve, toolMayAcknowledge: body.tool_may_acknowledge, signingSecret: body.signing_secret,
});

/** Where alerts come from. */
export function sourceRoutes(api: Api): void {
  const { baseUrl, sourceKinds } = api.parts.ports;
  const { sealer } = api.parts;

  const bodies = async (ctx: Context, sources: readonly Source[]): Promise<z.input<typeof sourceOut>[]> => {
    const teams = await teamNames(ctx);
    return sources.map((source) => ({
      id: source.id, name: source.name, type: source.kind.toUpperCase(), is_active: source.isActive, default_severity: source.defaultSeverity,
      service_labels: source.serviceLabels, team_labels: source.teamLabels, severity_words: source.severityWords,
      owner_team: source.ownerTeamId === null ? null : teams.get(source.ownerTeamId) ?? null, grouping: source.grouping, auto_resolve: source.autoResolve,
      tool_may_acknowledge: source.toolMayAcknowledge, has_signing_secret: source.hasSigningSecret, webhook_url: webhookUrl(source.kind, baseUrl),
      first_alert_at: isoOrNull(source.firstAlertAt), created_at: iso(source.createdAt),
    }));
  };
  const bodyOf = async (ctx: Context, source: Source) => (await bodies(ctx, [source]))[0]!;
  const snippet = (source: Source, token: string) => ({ token, snippet: snippetFor(source, baseUrl, token, sourceKinds) });

  endpoint(api, 'get', '/sources/', { tag, summary: 'Sources by name', query: listQuery(['name', 'type', 'created_at'], { type: words(40).optional(), is_active: flag.optional() }), answer: listOut(sourceOut) }, async ({ ctx, query, url }) => {
    const few = (await listSources(ctx)).filter((it) => (query.type === undefined || it.kind === query.type.toLowerCase()) && (query.is_active === undefined || it.isActive === query.is_active));
    const found = sliced(few, query, { name: (it) => it.name, type: (it) => it.kind, created_at: (it) => it.createdAt.getTime() }, (it) => it.name);
    return pageOf({ ...found, rows: await bodies(ctx, found.rows) }, query, url, baseUrl);
  });

  endpoint(api, 'post', '/sources/', { tag, summary: 'Opens a door for a monitoring tool', body: fresh, answer: withToken, status: 201 }, async ({ ctx, body }) => {
    const { name, type: kind, ...rest } = body;
    const { source, token } = await spoken(speech, createSource(ctx, { ...fieldsOf(rest), name, kind }, { sourceKinds, sealer }));
    return { ...(await bodyOf(ctx, source)), ...snippet(source, token) };
  });

  endpoint(api, 'get', '/sources/{ref}/', { tag, summary: 'One source, by id or name', answer: sourceOut }, async ({ ctx, params }) => bodyOf(ctx, await showSource(ctx, params.ref)));

  endpoint(api, 'patch', '/sources/{ref}/', { tag, summary: 'Changes what is given', body: change, answer: sourceOut }, async ({ ctx, params, body }) =>
    bodyOf(ctx, await spoken(speech, editSource(ctx, params.ref, fieldsOf(body), sealer))));

  endpoint(api, 'delete', '/sources/{ref}/', { tag, summary: 'Deletes a source that never sent an alert' }, async ({ ctx, params }) => {
    await deleteSource(ctx, params.ref);
    return null;
  });

  endpoint(api, 'post', '/sources/{ref}/rotate-token/', {
    tag, summary: 'A new token; the old one is good for some hours more', body: z.object({ grace_hours: z.number().default(24) }),
    answer: withToken.extend({ old_token_ends_at: instantOut }),
  }, async ({ ctx, params, body }) => {
    const { source, token, oldEndsAt } = await rotateToken(ctx, params.ref, body.grace_hours);
    return { ...(await bodyOf(ctx, source)), ...snippet(source, token), old_token_ends_at: iso(oldEndsAt) };
  });
}
