import type { Context } from '../../context.ts';
import { mostCounted } from '../../db/count-rows.ts';
import { demand } from '../../permissions.ts';
import type { ShiftLine } from './find-shift.ts';
import { pageEntries, readEntries, type EntriesFound, type EntryFilter, type EntryPage } from './read-entries.ts';

/** The first entries by their start. @throws AppError forbidden */
export async function listShifts(ctx: Context, filter: EntryFilter = {}, most = mostCounted): Promise<ShiftLine[]> {
  demand(ctx, 'view_schedule');

  return readEntries(ctx, 'shifts', filter, { limit: most, offset: 0 });
}

/** One page of entries, of however many there are. @throws AppError forbidden */
export async function pageShifts(ctx: Context, filter: EntryFilter, page: EntryPage): Promise<EntriesFound<ShiftLine>> {
  demand(ctx, 'view_schedule');

  return pageEntries(ctx, 'shifts', filter, page);
}
