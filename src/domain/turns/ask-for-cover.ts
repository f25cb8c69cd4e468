import { randomUUID } from 'node:crypto';
import { userIdOf, type Context, type Tx } from '../../context.ts';
import { list } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict, notFound } from '../../errors.ts';
import { demandForTeam, may, mayForSome } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { databaseNow } from '../clock.ts';
import { queueNotice } from '../notifications/queue-notice.ts';
import { activePerson } from '../oncall/active-person.ts';
import { checkedInterval, type Interval } from '../oncall/checked-interval.ts';
import { loadNamedPlans, type NamedPlan } from '../oncall/load-plans.ts';
import { lockTeam, type OnCallPerson } from '../oncall/pin.ts';
import { badField, freeText } from '../people/well-formed.ts';
import { setTimers } from '../timers/timer.ts';
import { nextMoment, showCovers } from './cover.ts';
import { coverFacts, type CoverFacts } from './cover-facts.ts';
import { ownPieces, type Piece } from './own-pieces.ts';
import { peopleToAsk } from './people-to-ask.ts';

export interface CoverWanted extends Interval {
  /** Whose turns; unset: the speaker's. */
  userId?: string | undefined;
  teamIds?: readonly string[] | undefined;
  /** Only this person is asked. */
  withUser?: string | undefined;
  /** The taker's next turn comes back in exchange. */
  payback?: boolean | undefined;
  reason?: string | undefined;
}
type Mine = Piece & { teamId: string };

/**
 * Asks others to take every turn that a person has inside an interval, of all teams or some, at once. Until somebody
 * takes it a turn stays whose it is. For one's own no permission is needed; for another's that of the schedule.
 * @returns what was asked for, by team
 * @throws AppError forbidden, invalid, not_found (no turn then), conflict (asked already; pinned; nobody to ask)
 */
export async function askForCover(ctx: Context, input: CoverWanted): Promise<CoverFacts[]> {
  const me = userIdOf(ctx.actor);
  const userId = input.userId ?? me;
  if (userId === null) throw notFound('turns.whose');
  if (input.withUser === userId) throw badField('with', 'turns.with_yourself');
  const reason = freeText(input.reason ?? '', 'reason', 500);
  const now = await databaseNow(ctx);
  const { startsAt, endsAt } = checkedInterval({ startsAt: input.startsAt < now ? now : input.startsAt, endsAt: input.endsAt });

  const plans = await loadNamedPlans(ctx, { teamIds: input.teamIds, from: startsAt, to: endsAt });
  const teamIds = plans.filter(({ plan }) => ownPieces(plan, userId, startsAt.getTime(), endsAt.getTime()).length > 0).map(({ plan }) => plan.teamId).toSorted();
  // Of all teams only some are theirs to change: in those there is nothing to ask for.
  if (userId !== me && teamIds.length === 0 && input.teamIds === undefined && !may(ctx.actor, 'change_schedule') && mayForSome(ctx.actor, 'change_schedule')) {
    throw notFound('turns.no_turn_managed', { name: await nameIn(ctx, userId), from: startsAt.toISOString(), to: endsAt.toISOString() }, { hint: { key: 'turns.no_turn_hint' } });
  }
  if (userId !== me || isNarrow(ctx)) for (const { plan } of plans.filter((one) => teamIds.length === 0 || teamIds.includes(one.plan.teamId))) demandForTeam(ctx, 'change_schedule', plan.teamId);

  return transaction(ctx, async (tx) => {
    for (const teamId of teamIds) await lockTeam(tx, teamId);
    const person = await activePerson(tx, userId);
    const locked = teamIds.length === 0 ? [] : await loadNamedPlans(tx, { teamIds, from: startsAt, to: endsAt });
    const mine = locked.flatMap(({ plan }) => ownPieces(plan, userId, startsAt.getTime(), endsAt.getTime()).map((piece) => ({ ...piece, teamId: plan.teamId })));
    if (mine.length === 0) throw noTurn(plans, person, { startsAt, endsAt });
    const { asked, before } = await notAsked(tx, userId, mine);
    if (asked.length === 0) throw conflict('turns.asked_already', { name: person.username }, { detail: { cover: before } });
    const groupId = await write(tx, asked, { ...input, userId, reason });
    for (const { teamId, teamName } of new Map(locked.map(({ plan, teamName }) => [plan.teamId, { teamId: plan.teamId, teamName }])).values()) {
      await audit(tx, { action: 'cover.asked', object: { kind: 'cover', id: groupId, label: teamName }, detail: { user: person.username, turns: asked.filter((piece) => piece.teamId === teamId).map(({ from, to, level }) => ({ level, from: new Date(from), to: new Date(to) })) } });
    }
    if (userId !== me) await queueNotice(tx, [{ key: `cover-asked:${groupId}`, userId, purpose: 'notice', means: 'chat', title: { key: 'turns.asked_for_you', params: { n: asked.length } }, body: [{ key: 'turns.stays_yours' }], actions: [{ label: 'turns.withdraw', command: 'oncall/withdraw-cover', args: { cover: groupId } }] }]);
    return coverFacts(tx, groupId);
  });
}

/** A token that may not change schedules gives no turn away, not even its owner's. */
const isNarrow = ({ actor }: Context): boolean => actor.kind === 'person' && actor.scopes !== undefined && !actor.scopes.has('change_schedule');

const nameIn = async ({ sql }: Context, userId: string): Promise<string> => (await sql<{ username: string }[]>`select username from users where id = ${userId}`)[0]?.username ?? userId;

/** Pinned they answer whatever the schedule says: nobody can take that over. */
function noTurn(plans: readonly NamedPlan[], { userId, username }: OnCallPerson, { startsAt, endsAt }: Interval) {
  const pinned = plans.find(({ plan }) => plan.pinned === userId);
  if (pinned !== undefined) return conflict('turns.pinned', { name: username, team: pinned.teamName });
  return notFound('turns.no_turn_then', { name: username, from: startsAt.toISOString(), to: endsAt.toISOString() }, { hint: { key: 'turns.no_turn_hint' } });
}

/** What overlaps a turn that is being asked for already is left out; `before` is what that was asked for with. */
async function notAsked({ sql }: Tx, userId: string, mine: readonly Mine[]): Promise<{ asked: Mine[]; before: string | undefined }> {
  const open = await sql<{ groupId: string; teamId: string; level: number; from: Date; to: Date }[]>`
    select group_id as "groupId", team_id as "teamId", level, starts_at as from, ends_at as to from covers where user_id = ${userId} and status = 'open'`;
  const known = (piece: Mine) => open.find((one) => one.teamId === piece.teamId && one.level === piece.level && one.from.getTime() < piece.to && piece.from < one.to.getTime());
  return { asked: mine.filter((piece) => known(piece) === undefined), before: mine.map((piece) => known(piece)?.groupId).find((id) => id !== undefined) };
}

async function write(tx: Tx, pieces: readonly Mine[], { userId, withUser, payback, reason }: CoverWanted & { userId: string; reason: string }): Promise<string> {
  const groupId = randomUUID();
  const asked = new Map<string, string[]>();
  for (const teamId of new Set(pieces.map((piece) => piece.teamId))) {
    const people = withUser === undefined ? await peopleToAsk(tx, teamId, userId) : [(await activePerson(tx, withUser)).userId];
    if (people.length === 0) throw conflict('turns.nobody_to_ask');
    asked.set(teamId, people);
  }
  const covers = await tx.sql<{ id: string; groupId: string; teamId: string; startsAt: Date; endsAt: Date; createdAt: Date }[]>`
    insert into covers (group_id, team_id, level, user_id, starts_at, ends_at, reason, with_user, payback, asked_by, created_at, asked)
    select ${groupId}, p.team_id, p.level, ${userId}, p.starts_at, p.ends_at, ${reason}, ${withUser ?? null}, ${payback ?? false}, ${userIdOf(tx.actor)}, ${tx.now},
      array(select jsonb_array_elements_text(${JSON.stringify(Object.fromEntries(asked))}::jsonb->p.team_id::text)::uuid)
    from unnest(${pieces.map((piece) => piece.teamId)}::uuid[], ${pieces.map((piece) => piece.level)}::smallint[], ${list(pieces.map((piece) => new Date(piece.from)))}::timestamptz[], ${list(pieces.map((piece) => new Date(piece.to)))}::timestamptz[]) p(team_id, level, starts_at, ends_at)
    returning id, group_id as "groupId", team_id as "teamId", starts_at as "startsAt", ends_at as "endsAt", created_at as "createdAt"`;
  await setTimers(tx.sql, covers.map((cover) => ({ kind: 'cover-due' as const, subject: cover.id, dueAt: nextMoment(cover, tx.now) })));
  await showCovers(tx, covers);
  return groupId;
}
