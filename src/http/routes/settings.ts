import { z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { findTeam } from '../../domain/people/find-team.ts';
import { findUser } from '../../domain/people/find-user.ts';
import { findService } from '../../domain/services/find-service.ts';
import { definitions, settingNames, type SettingName } from '../../domain/settings/definitions.ts';
import { type Place, settingNamed, subjectOf } from '../../domain/settings/demand-change.ts';
import { listSettings, type SetValue } from '../../domain/settings/list-settings.ts';
import { resetSetting } from '../../domain/settings/reset-setting.ts';
import { setSetting } from '../../domain/settings/set-setting.ts';
import { invalid } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import type { Say } from '../../texts/say.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';
import { sayTo } from '../reader.ts';
import { reference } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'settings';
const value = z.unknown().openapi({ description: 'As the setting has it: a number, a word, true or false, a list', type: ['number', 'string', 'boolean', 'array'], items: {} });
const settingOut = z.object({
  name: z.string(),
  scope: z.enum(['organisation', 'team', 'service', 'person']),
  subject: z.string().nullable().openapi({ description: 'The team’s, service’s or person’s name' }),
  value,
  default: value,
  is_default: z.boolean(),
  scopes: z.array(z.string()).openapi({ description: 'Where it may be set; the narrowest counts' }),
  help: z.string(),
}).openapi('Setting');
const subjects = z.object({ team: reference.optional(), service: reference.optional(), person: reference.optional() });
const refs = { refs: { 'errors.unknown_team': 'team', 'errors.unknown_service': 'service', 'errors.unknown_user': 'person' } } as const;
type Row = Pick<SetValue, 'name' | 'scope' | 'subject' | 'subjectName' | 'value'> & { isDefault: boolean };

/** What is set, and the organisation's defaults for the rest. */
export function settingRoutes(api: Api): void {
  endpoint(api, 'get', '/settings/', { tag, summary: 'Every setting, and wherever it differs', query: listQuery(['name'], {}), answer: listOut(settingOut) }, async ({ ctx, query, url, c }) => {
    const found = sliced(await all(ctx), query, { name: (it) => it.name }, (it) => `${it.name} ${it.subjectName ?? ''}`);
    const say = sayTo(c, api.deps);
    return pageOf({ ...found, rows: found.rows.map((row) => bodyOf(row, say)) }, query, url, api.parts.ports.baseUrl);
  });

  endpoint(api, 'get', '/settings/{name}/', { tag, summary: 'One setting, as it is set there or by default', query: subjects, answer: settingOut }, async ({ ctx, params, query, c }) => {
    demand(ctx, 'view_team');
    return bodyOf(await at(ctx, settingNamed(params.name), await placeOf(ctx, query)), sayTo(c, api.deps));
  });

  endpoint(api, 'put', '/settings/{name}/', { tag, summary: 'Sets it for everyone, or for one team, service or person', query: subjects, body: z.object({ value }), answer: settingOut }, async ({ ctx, params, query, body, c }) => {
    demand(ctx, 'view_team');
    const name = settingNamed(params.name);
    const place = await placeOf(ctx, query);
    await setSetting(ctx, name, body.value, place);
    return bodyOf(await at(ctx, name, place), sayTo(c, api.deps));
  });

  endpoint(api, 'delete', '/settings/{name}/', { tag, summary: 'Takes it back: the next wider one, or the default, counts again', query: subjects }, async ({ ctx, params, query }) => {
    demand(ctx, 'view_team');
    await resetSetting(ctx, settingNamed(params.name), await placeOf(ctx, query));
    return null;
  });
}

async function placeOf(ctx: Context, { team, service, person }: z.output<typeof subjects>): Promise<Place> {
  if ([team, service, person].filter((it) => it !== undefined).length > 1) throw invalid('api.one_subject');
  return spoken(refs, (async (): Promise<Place> => {
    if (team !== undefined) return { scope: 'team', teamId: (await findTeam(ctx, team)).id };
    if (service !== undefined) return { scope: 'service', serviceId: (await findService(ctx, service)).id };
    if (person !== undefined) return { scope: 'person', userId: (await findUser(ctx, person)).id };
    return { scope: 'organisation' };
  })());
}

async function all(ctx: Context): Promise<Row[]> {
  const set = await listSettings(ctx);
  return settingNames.flatMap((name) => {
    const rows = set.filter((row) => row.name === name).map((row): Row => ({ ...row, isDefault: false }));
    return rows.some((row) => row.scope === 'organisation') ? rows : [byDefault(name), ...rows];
  });
}
const byDefault = (name: SettingName): Row => ({ name, scope: 'organisation', subject: '', subjectName: null, value: definitions[name].fallback, isDefault: true });

async function at(ctx: Context, name: SettingName, place: Place): Promise<Row> {
  const row = (await listSettings(ctx)).find((it) => it.name === name && it.scope === place.scope && it.subject === subjectOf(place));
  return row ? { ...row, isDefault: false } : { ...byDefault(name), scope: place.scope };
}

const bodyOf = (row: Row, say: Say): z.input<typeof settingOut> => ({
  name: row.name, scope: row.scope, subject: row.subjectName, value: row.value, default: definitions[row.name].fallback, is_default: row.isDefault,
  scopes: [...definitions[row.name].scopes], help: say(definitions[row.name].help),
});
