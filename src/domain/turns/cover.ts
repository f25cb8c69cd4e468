import type { Context, Tx } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { wantBulletins } from '../oncall/want-bulletin.ts';
import { isUuid } from '../uuid.ts';
import type { CoverStatus } from './cover-facts.ts';

/** A row of `covers` with the names that go with it. */
export interface Cover {
  id: string;
  groupId: string;
  teamId: string;
  teamName: string;
  level: number;
  userId: string;
  username: string;
  startsAt: Date;
  endsAt: Date;
  withUser: string | null;
  payback: boolean;
  status: CoverStatus;
  takenBy: string | null;
  takerName: string | null;
  takenAt: Date | null;
  askedBy: string | null;
  asked: string[];
  createdAt: Date;
}

/** One cover by its id, or all that were asked for at once by theirs. @throws AppError not_found */
export async function findCovers(ctx: Context, id: string): Promise<[Cover, ...Cover[]]> {
  const covers = isUuid(id) ? await ctx.sql<Cover[]>`
    select c.id, c.group_id as "groupId", c.team_id as "teamId", t.name as "teamName", c.level, c.user_id as "userId", u.username, c.starts_at as "startsAt", c.ends_at as "endsAt",
      c.with_user as "withUser", c.payback, c.status, c.taken_by as "takenBy", k.username as "takerName", c.taken_at as "takenAt", c.asked_by as "askedBy", c.asked, c.created_at as "createdAt"
    from covers c join teams t on t.id = c.team_id join users u on u.id = c.user_id left join users k on k.id = c.taken_by where c.id = ${id} or c.group_id = ${id} order by c.starts_at, c.level` : [];
  const [first, ...rest] = covers;
  if (first === undefined) throw notFound('turns.unknown_cover');
  return [first, ...rest];
}

const hourMs = 3_600_000;

/** Until when somebody may take it: until its turn begins; what was asked for later than that, for an hour. */
export const lapsesAt = ({ startsAt, endsAt, createdAt }: Pick<Cover, 'startsAt' | 'endsAt' | 'createdAt'>): Date =>
  (startsAt > createdAt ? startsAt : new Date(Math.min(endsAt.getTime(), createdAt.getTime() + hourMs)));

/** When whoever asked is reminded that nobody took it yet: a day and an hour before. */
export const remindersAt = ({ startsAt, createdAt }: Pick<Cover, 'startsAt' | 'createdAt'>): Date[] =>
  [24, 1].map((hours) => new Date(startsAt.getTime() - hours * hourMs)).filter((at) => at > createdAt);

/** What is next to be done about an open one. */
export const nextMoment = (cover: Pick<Cover, 'startsAt' | 'endsAt' | 'createdAt'>, now: Date): Date => remindersAt(cover).find((at) => at > now) ?? lapsesAt(cover);

/** The cards of these are drawn again; of what is settled nobody is asked any more. */
export async function showCovers(tx: Tx, covers: readonly Pick<Cover, 'groupId' | 'teamId'>[]): Promise<void> {
  if (covers.length === 0) return;
  const groups = await tx.sql<{ groupId: string; teamId: string; asked: string[]; isQuiet: boolean; isOver: boolean }[]>`
    select group_id as "groupId", team_id as "teamId", array_remove(array_agg(distinct asked_one), null) as asked, bool_and(with_user is not null) as "isQuiet", bool_and(status <> 'open') as "isOver"
    from covers left join lateral unnest(asked) asked_one on true
    where (group_id, team_id) in (select * from unnest(${covers.map((one) => one.groupId)}::uuid[], ${covers.map((one) => one.teamId)}::uuid[])) group by group_id, team_id`;
  await wantBulletins(tx, groups.map(({ groupId, teamId, asked, isQuiet, isOver }) => ({ kind: 'cover', subject: `${groupId}:${teamId}`, teamId, people: asked, isQuiet, isOver })));
}
