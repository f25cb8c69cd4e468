import { z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import type { Interval } from '../../domain/oncall/checked-interval.ts';
import { gapsAhead } from '../../domain/oncall/gaps-ahead.ts';
import type { Say } from '../../texts/say.ts';
import { instantOut, iso } from '../shapes.ts';

/** What an entry or rule of a schedule leaves open, as chat says it: for whoever has just changed it. */
export const aheadOut = {
  gaps: z.array(z.object({ start_time: instantOut, end_time: instantOut })).optional().openapi({ description: 'Only in the answer to a change: when nobody answers at this level in the coming two weeks' }),
  warnings: z.array(z.string()).optional().openapi({ description: 'Only in the answer to a change: what speaks against it, in the language of Accept-Language' }),
};

interface Changed { teamId: string; level: number }

/** @param entry what was entered: whether its person is on call twice is asked for its time alone */
export async function aheadBody(ctx: Context, say: Say, { teamId, level }: Changed, { entry, others = [] }: { entry?: Interval & { userId: string }; others?: readonly string[] } = {}): Promise<{ gaps: { start_time: string; end_time: string }[]; warnings: string[] }> {
  const { pinned, gaps, twice } = await gapsAhead(ctx, teamId, level, entry);
  const levelOf = (n: number): string => (n === 1 ? say('schedules.primary') : n === 2 ? say('schedules.backup') : say('schedules.level_n', { n }));
  return {
    gaps: gaps.map((gap) => ({ start_time: iso(gap.startsAt), end_time: iso(gap.endsAt) })),
    warnings: [
      ...others, ...(pinned === null ? [] : [say('schedules.pinned_above', { name: pinned })]),
      ...twice.map(({ username, levels: [low, high], startsAt, endsAt }) => `${say('schedules.twice', { name: username, level: levelOf(low), other: levelOf(high) })} ${iso(startsAt)} – ${iso(endsAt)}`),
    ],
  };
}
