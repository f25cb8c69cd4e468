import type { Tx } from '../../context.ts';
import { conflict } from '../../errors.ts';
import type { Interval } from './checked-interval.ts';

const words = {
  shifts: { refused: 'schedules.taken', hint: 'schedules.taken_hint', entry: 'schedule' },
  overrides: { refused: 'schedules.overridden', hint: 'schedules.overridden_hint', entry: 'override' },
} as const;

/**
 * The database refused an entry or an override because its level is taken.
 * @throws AppError conflict always, naming who has that level and from when to when
 */
export async function refuseOverlap({ sql }: Tx, table: keyof typeof words, { teamId, level, startsAt, endsAt }: Interval & { teamId: string; level: number }): Promise<never> {
  const { refused, hint, entry } = words[table];
  const [holder] = await sql<{ id: string; username: string; from: Date; to: Date }[]>`
    select s.id, u.username, s.starts_at as from, s.ends_at as to from ${sql(table)} s join users u on u.id = s.user_id
    where s.team_id = ${teamId} and s.level = ${level} and tstzrange(s.starts_at, s.ends_at) && tstzrange(${startsAt}, ${endsAt}) order by s.starts_at limit 1`;
  if (!holder) throw conflict('errors.changed_meanwhile');
  const params = { name: holder.username, level, from: holder.from.toISOString(), to: holder.to.toISOString() };
  throw conflict(refused, params, { hint: { key: hint }, detail: { taken_by: holder.username, start_time: params.from, end_time: params.to, [entry]: holder.id } });
}
