import type { Context } from '../../context.ts';
import { gatherOn } from '../../db/gather.ts';
import { definitions, type SettingName, type SettingValue } from './definitions.ts';
import type { Scope } from './schema.ts';

/** For whom a value is asked; the team is not derived from the service: pass both where both count. */
export interface For {
  teamId?: string | undefined;
  serviceId?: string | undefined;
  userId?: string | undefined;
}
const narrowestFirst: readonly Scope[] = ['person', 'service', 'team', 'organisation'];

interface Row { name: string; scope: Scope; subject: string; value: unknown }
const subjectOf = ({ teamId, serviceId, userId }: For, scope: Scope): string | undefined => ({ organisation: '', team: teamId, service: serviceId, person: userId })[scope];

/** What is set for those who are asked for. */
const readRows = gatherOn(async (ctx: Context, asked: readonly { name: SettingName; whom: For }[]) => {
  const subjects = new Set(asked.flatMap(({ whom }) => narrowestFirst.flatMap((scope) => subjectOf(whom, scope) ?? [])));
  const rows = await ctx.sql<Row[]>`select name, scope, subject, value from settings
    where scope = any(${narrowestFirst as Scope[]}::text[]) and subject = any(${[...subjects]}::text[]) and name = any(${[...new Set(asked.map(({ name }) => name))]}::text[])`;
  return asked.map(({ name, whom }) => rows.filter((row) => row.name === name && row.subject === subjectOf(whom, row.scope)));
});

/**
 * The value that holds: what is set for the person, else the service, the team, the organisation, else the default.
 * A stored value that this release no longer accepts counts as not set.
 * @example await setting(ctx, 'reminder_after_minutes', { teamId })
 */
export async function setting<N extends SettingName>(ctx: Context, name: N, whom: For = {}): Promise<SettingValue<N>> {
  const definition = definitions[name];
  const rows = await readRows(ctx, { name, whom });
  const set = narrowestFirst
    .filter((scope) => (definition.scopes as readonly Scope[]).includes(scope))
    .flatMap((scope) => rows.filter((row) => row.scope === scope))
    .map((row) => definition.type.safeParse(row.value))
    .find((parsed) => parsed.success);
  return (set?.data ?? definition.fallback) as SettingValue<N>;
}
