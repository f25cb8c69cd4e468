import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { audit } from '../audit/record.ts';
import type { SettingName } from './definitions.ts';
import { demandChange, subjectOf, type Place } from './demand-change.ts';

/** Takes a value back: the next wider one, or the default, holds again. @returns was there one? @throws AppError forbidden, invalid, not_found */
export async function resetSetting(ctx: Context, name: SettingName, place: Place = { scope: 'organisation' }): Promise<boolean> {
  await demandChange(ctx, name, place);

  return transaction(ctx, async (tx) => {
    const [before] = await tx.sql<{ value: unknown }[]>`
      delete from settings where scope = ${place.scope} and subject = ${subjectOf(place)} and name = ${name} returning value`;
    if (!before) return false;
    await audit(tx, { action: 'setting.reset', object: { kind: 'setting', id: name, label: name }, detail: { ...place, before: before.value } });
    return true;
  });
}
