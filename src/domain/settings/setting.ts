import type { Context } from '../../context.ts';
import { definitions, type SettingName, type SettingValue } from './definitions.ts';
import type { Scope } from './schema.ts';

/** For whom a value is asked; the team is not derived from the service: pass both where both count. */
export interface For {
  teamId?: string | undefined;
  serviceId?: string | undefined;
  userId?: string | undefined;
}
const narrowestFirst: readonly Scope[] = ['person', 'service', 'team', 'organisation'];

/**
 * The value that holds: what is set for the person, else the service, the team, the organisation, else the default.
 * A stored value that this release no longer accepts counts as not set.
 * @example await setting(ctx, 'reminder_after_minutes', { teamId })
 */
export async function setting<N extends SettingName>(ctx: Context, name: N, whom: For = {}): Promise<SettingValue<N>> {
  const definition = definitions[name];
  const rows = await ctx.sql<{ scope: Scope; value: unknown }[]>`
    select scope, value from settings
    where name = ${name} and (scope, subject) in
      (('organisation', ''), ('team', ${whom.teamId ?? ''}), ('service', ${whom.serviceId ?? ''}), ('person', ${whom.userId ?? ''}))`;
  const set = narrowestFirst
    .filter((scope) => (definition.scopes as readonly Scope[]).includes(scope))
    .flatMap((scope) => rows.filter((row) => row.scope === scope))
    .map((row) => definition.type.safeParse(row.value))
    .find((parsed) => parsed.success);
  return (set?.data ?? definition.fallback) as SettingValue<N>;
}
