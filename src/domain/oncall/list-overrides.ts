import type { Context } from '../../context.ts';
import { mostCounted } from '../../db/count-rows.ts';
import { demand } from '../../permissions.ts';
import type { OverrideLine } from './find-override.ts';
import { pageEntries, readEntries, type EntriesFound, type EntryFilter, type EntryPage } from './read-entries.ts';

/** The first overrides by their start. @throws AppError forbidden */
export async function listOverrides(ctx: Context, filter: EntryFilter = {}, most = mostCounted): Promise<OverrideLine[]> {
  demand(ctx, 'view_schedule');

  return readEntries(ctx, 'overrides', filter, { limit: most, offset: 0 });
}

/** One page of overrides, of however many there are. @throws AppError forbidden */
export async function pageOverrides(ctx: Context, filter: EntryFilter, page: EntryPage): Promise<EntriesFound<OverrideLine>> {
  demand(ctx, 'view_schedule');

  return pageEntries(ctx, 'overrides', filter, page);
}
