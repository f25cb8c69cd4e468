import type { Context } from '../../context.ts';
import { invalid, notFound } from '../../errors.ts';
import { demand, demandForTeam } from '../../permissions.ts';
import { nearest } from '../nearest.ts';
import { definitions, settingNames, type SettingName } from './definitions.ts';
import { demandOwn } from './demand-own.ts';
import type { Scope } from './schema.ts';

/** Where a value is set: nowhere in particular, or for one team, service or person. */
export type Place =
  | { scope: 'organisation' }
  | { scope: 'team'; teamId: string }
  | { scope: 'service'; serviceId: string }
  | { scope: 'person'; userId: string };

/** A setting's name as typed. @throws AppError not_found with the nearest names */
export function settingNamed(word: string): SettingName {
  const name = word.trim().toLowerCase().replaceAll('-', '_');
  const found = settingNames.find((known) => known === name);
  if (!found) throw notFound('errors.unknown_setting', { name: word.trim() }, nearest(name, settingNames));
  return found;
}

export const subjectOf = (place: Place): string =>
  place.scope === 'team' ? place.teamId : place.scope === 'service' ? place.serviceId : place.scope === 'person' ? place.userId : '';

/**
 * May the actor change this setting here? The organisation's needs the setting's codename, a team's and a service's
 * what changing those needs, a person's own nothing.
 * @throws AppError forbidden, invalid when the setting cannot be set there, not_found for an unknown service
 */
export async function demandChange(ctx: Context, name: SettingName, place: Place): Promise<void> {
  switch (place.scope) {
    case 'organisation': demand(ctx, definitions[name].mayChange); break;
    case 'team': demandForTeam(ctx, 'change_team', place.teamId); break;
    case 'service': demandForTeam(ctx, 'change_service', await ownerOf(ctx, place.serviceId)); break;
    case 'person': demandOwn(ctx, 'change_user', place.userId); break;
  }
  const scopes: readonly Scope[] = definitions[name].scopes;
  if (!scopes.includes(place.scope)) throw invalid('settings.wrong_scope', { name, scopes: scopes.join(', ') });
}

async function ownerOf(ctx: Context, serviceId: string): Promise<string> {
  const [service] = await ctx.sql<{ owner: string }[]>`select owner_team_id as owner from services where id = ${serviceId}`;
  if (!service) throw notFound('errors.unknown_service', { name: serviceId });
  return service.owner;
}
