import { z } from '@hono/zod-openapi';
import { transaction } from '../../db/transaction.ts';
import { addProvider } from '../../domain/providers/add-provider.ts';
import { editProvider } from '../../domain/providers/edit-provider.ts';
import { findProvider, listProviders, type Provider } from '../../domain/providers/find-provider.ts';
import { removeProvider } from '../../domain/providers/remove-provider.ts';
import { disableProvider, enableProvider } from '../../domain/providers/switch-provider.ts';
import { demand } from '../../permissions.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';
import { flag, given, instantOut, iso, isoOrNull, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'providers';
const providerOut = z.object({
  id: z.uuid(),
  name: z.string(),
  type: z.string().openapi({ example: 'SMTP' }),
  config: z.record(z.string(), z.unknown()).openapi({ description: 'Secrets are masked; a masked member sent back stays as it is' }),
  priority: z.int().openapi({ description: '1 is tried first' }),
  per_minute: z.int().nullable().openapi({ description: 'At most so many messages within any minute; null: as its type has it' }),
  per_hour: z.int().nullable().openapi({ description: 'At most so many messages within any hour; null: no limit' }),
  is_active: z.boolean(),
  last_used_at: instantOut.nullable(),
  last_error: z.string().nullable(),
  created_at: instantOut,
}).openapi('Provider');

const config = z.record(z.string().max(200), z.unknown());
const limits = { per_minute: z.int().nullable().optional(), per_hour: z.int().nullable().optional() };
const fresh = z.object({ name: words(200), type: words(40), config, priority: z.int().optional(), ...limits, is_active: z.boolean().optional() });
const change = z.object({ name: words(200), config, priority: z.int(), ...limits, is_active: z.boolean() }).partial();
const speech = { fields: { kind: 'type' } } as const;

const bodyOf = (it: Provider): z.input<typeof providerOut> => ({
  id: it.id, name: it.name, type: it.kind, config: it.config, priority: it.priority, per_minute: it.perMinute, per_hour: it.perHour, is_active: it.isActive,
  last_used_at: isoOrNull(it.lastUsedAt), last_error: it.lastError, created_at: iso(it.createdAt),
});

/** By which ways word goes out. */
export function providerRoutes(api: Api): void {
  const { ports, sealer } = api.parts;
  const tools = { providerKinds: ports.providerKinds, sealer };
  const { baseUrl } = ports;

  endpoint(api, 'get', '/providers/', { tag, summary: 'Providers in the order in which they are tried', query: listQuery(['name', 'type', 'priority'], { type: words(40).optional(), is_active: flag.optional() }), answer: listOut(providerOut) }, async ({ ctx, query, url }) => {
    const few = (await listProviders(ctx)).filter((it) => (query.type === undefined || it.kind === query.type.toUpperCase()) && (query.is_active === undefined || it.isActive === query.is_active));
    const found = sliced(few, query, { name: (it) => it.name, type: (it) => it.kind, priority: (it) => it.priority }, (it) => it.name);
    return pageOf({ ...found, rows: found.rows.map(bodyOf) }, query, url, baseUrl);
  });

  endpoint(api, 'post', '/providers/', { tag, summary: 'Adds a provider; its secrets are sealed', body: fresh, answer: providerOut, status: 201 }, async ({ ctx, body }) => transaction(ctx, async (tx) => {
    const { name, type: kind, config: settings, priority, per_minute: perMinute, per_hour: perHour, is_active: isActive } = body;
    const added = await spoken(speech, addProvider(tx, { name, kind, config: settings, ...given({ priority, perMinute, perHour }) }, tools));
    return bodyOf(isActive === false ? await disableProvider(tx, added.id) : added);
  }));

  endpoint(api, 'get', '/providers/{ref}/', { tag, summary: 'One provider, by id or name', answer: providerOut }, async ({ ctx, params }) => bodyOf(await findProvider(ctx, params.ref)));

  endpoint(api, 'patch', '/providers/{ref}/', { tag, summary: 'Changes what is given; null takes a member of config away', body: change, answer: providerOut }, async ({ ctx, params, body }) => transaction(ctx, async (tx) => {
    const { is_active: isActive, name, priority, per_minute: perMinute, per_hour: perHour, config: settings } = body;
    const changed = await spoken(speech, editProvider(tx, params.ref, given({ name, priority, perMinute, perHour, config: settings }), tools));
    if (isActive === undefined) return bodyOf(changed);
    return bodyOf(await (isActive ? enableProvider : disableProvider)(tx, changed.id));
  }));

  endpoint(api, 'delete', '/providers/{ref}/', { tag, summary: 'Takes a provider away, with its secrets' }, async ({ ctx, params }) => {
    await removeProvider(ctx, params.ref);
    return null;
  });

  endpoint(api, 'post', '/providers/{ref}/test/', {
    tag, summary: 'Sends one message by it', body: z.object({ to: words(500) }), answer: z.object({ ok: z.boolean(), detail: z.string() }), reachesOut: true,
  }, async ({ ctx, params, body }) => {
    demand(ctx, 'change_provider');
    return ports.testProvider((await findProvider(ctx, params.ref)).id, body.to);
  });
}
