import type { Context } from '../../context.ts';
import { demand, may } from '../../permissions.ts';
import { userIdOf } from '../../context.ts';
import { definitions, type SettingName } from './definitions.ts';
import type { Scope } from './schema.ts';

export interface SetValue {
  name: SettingName;
  scope: Scope;
  subject: string;
  /** The team's, service's or person's name; null for the organisation, or when it is gone. */
  subjectName: string | null;
  value: unknown;
  fallback: unknown;
}

/** What differs from the defaults. Other people's own settings show only to those who may change them. @throws AppError forbidden */
export async function listSettings(ctx: Context): Promise<SetValue[]> {
  demand(ctx, 'view_team');

  const rows = await ctx.sql<{ name: string; scope: Scope; subject: string; subjectName: string | null; value: unknown }[]>`
    select s.name, s.scope, s.subject, s.value, coalesce(t.name, v.name, u.username) as "subjectName"
    from settings s
    left join teams t on s.scope = 'team' and t.id::text = s.subject
    left join services v on s.scope = 'service' and v.id::text = s.subject
    left join users u on s.scope = 'person' and u.id::text = s.subject
    where s.scope <> 'person' or ${may(ctx.actor, 'change_user')} or s.subject = ${userIdOf(ctx.actor) ?? ''}
    order by s.name, s.scope, "subjectName"`;
  return rows.flatMap((row) => {
    const name = row.name as SettingName;
    return name in definitions ? [{ ...row, name, fallback: definitions[name].fallback }] : [];
  });
}
