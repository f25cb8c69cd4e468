import type { Context } from '../../context.ts';
import { json } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { invalid } from '../../errors.ts';
import { audit } from '../audit/record.ts';
import { definitions, type Definition, type SettingName } from './definitions.ts';
import { demandChange, subjectOf, type Place } from './demand-change.ts';

/**
 * Sets a value, for everyone or for one team, service or person.
 * @param given as the type wants it, or as a person types it: `15`, `yes`, `SEV1, SEV2`
 * @returns the value as stored
 * @throws AppError forbidden, invalid, not_found
 */
export async function setSetting(ctx: Context, name: SettingName, given: unknown, place: Place = { scope: 'organisation' }): Promise<unknown> {
  await demandChange(ctx, name, place);

  const { type, help, settle }: Definition = definitions[name];
  const parsed = type.safeParse(given);
  if (!parsed.success) {
    const params = { value: String(given).slice(0, 80), name };
    throw invalid('settings.wrong_value', params, { fields: { value: { key: 'settings.wrong_value', params } }, hint: { key: help } });
  }

  return transaction(ctx, async (tx) => {
    const value = settle === undefined ? parsed.data : await settle(tx, parsed.data);
    const [before] = await tx.sql<{ value: unknown }[]>`
      select value from settings where scope = ${place.scope} and subject = ${subjectOf(place)} and name = ${name} for update`;
    await tx.sql`
      insert into settings (scope, subject, name, value) values (${place.scope}, ${subjectOf(place)}, ${name}, ${json(value)}::jsonb)
      on conflict (scope, subject, name) do update set value = excluded.value`;
    await audit(tx, { action: 'setting.changed', object: { kind: 'setting', id: name, label: name }, detail: { ...place, before: before?.value ?? null, after: value } });
    return value;
  });
}
