import type { Context, Tx } from '../../context.ts';
import { demand } from '../../permissions.ts';
import type { TextKey, TextParams } from '../../texts/say.ts';
import { loadNamedPlans, type NamedPlan } from './load-plans.ts';
import { onCallAt, type Answering } from './on-call-at.ts';
import type { OnCallPerson } from './pin.ts';
import type { By, TeamPlan } from './plan.ts';
import { turnEnd } from './turn-end.ts';

/** Who answers for a team at one level at an instant, and why; `userId` null: nobody does. */
export interface OnCall {
  teamId: string;
  teamName: string;
  /** 1 answers first, 2 is the backup. */
  level: number;
  userId: string | null;
  username: string | null;
  by: By | null;
  /** When this ends; null: not within five weeks. Only where it was asked for. */
  until?: Date | null;
  why: { key: TextKey; params: TextParams };
}
interface Which { teamIds?: readonly string[] | undefined; at?: Date | undefined; until?: boolean }

/** Whoever answers for longer than this is not said to end. */
const lookAheadMs = 35 * 86_400_000;

/**
 * Who is on call, for all teams or some, at any instant (unset: now), in one query: by name of the team, then level.
 * Every team has a row of level 1. Disabled people do not count.
 * @param which.until say when it ends too, which reads five weeks of every plan
 * @throws AppError forbidden
 */
export async function whoIsOnCall(ctx: Context, which: Which = {}): Promise<OnCall[]> {
  demand(ctx, 'view_schedule');

  return whoAnswers(ctx, which);
}

/** Whoever is on call for one team at a level, for verbs that have asked for their own permission; undefined when nobody is. */
export async function onCallOf(ctx: Pick<Context, 'sql'>, teamId: string, level = 1, at?: Date): Promise<OnCallPerson | undefined> {
  const found = (await whoAnswers(ctx, { teamIds: [teamId], at })).find((row) => row.level === level && row.userId !== null);
  return found && { userId: found.userId!, username: found.username! };
}

/** The same as `whoIsOnCall` for verbs that have asked for their own permission. */
export async function whoAnswers(ctx: Pick<Context, 'sql'> & Partial<Pick<Tx, 'now'>>, { teamIds, at, until = false }: Which): Promise<OnCall[]> {
  const plans = await loadNamedPlans(ctx, { teamIds, from: at, aheadMs: until ? lookAheadMs : 0 });
  return plans.flatMap((named) => onCallAt(until ? thatStands(named.plan, named.from) : named.plan, named.from).map((answer) => rowOf(named, answer, until)));
}

/** A level of which only something later speaks is none yet. */
function thatStands(plan: TeamPlan, at: number): TeamPlan {
  const stands = ({ startsAt, endsAt }: { startsAt: number; endsAt: number | null }): boolean => startsAt <= at && at < (endsAt ?? Infinity);
  return { ...plan, shifts: plan.shifts.filter(stands), overrides: plan.overrides.filter(stands), rotations: plan.rotations.filter(stands) };
}

function rowOf(named: NamedPlan, answer: Answering, isAsked: boolean): OnCall {
  const { plan, teamName, names } = named;
  const end = isAsked && answer.userId !== null ? turnEnd(plan, answer, named.from, named.to) : null;
  const until = end === null ? null : new Date(end);
  return {
    teamId: plan.teamId, teamName, level: answer.level, userId: answer.userId, username: answer.userId === null ? null : names.get(answer.userId)!,
    by: answer.by, ...(isAsked ? { until } : {}), why: whyOf(named, answer),
  };
}

function whyOf({ plan, names, madeBy }: NamedPlan, { level, by }: Answering): OnCall['why'] {
  if (by === null) {
    const pinned = level === 1 && plan.pinned !== null;
    return pinned ? { key: 'oncall.pinned_inactive', params: { name: names.get(plan.pinned!)! } } : { key: 'oncall.nobody', params: {} };
  }
  if (by.by === 'pin') return { key: 'oncall.pinned', params: {} };
  if (by.by === 'rotation') return { key: 'oncall.by_rotation', params: { name: by.name } };
  const entries = by.by === 'shift' ? plan.shifts : plan.overrides;
  const params = { until: new Date(entries.find(({ id }) => id === by.id)!.endsAt).toISOString() };
  if (by.by === 'shift') return { key: 'oncall.by_shift', params };
  const name = madeBy.get(by.id);
  if (plan.overrides.some(({ id, coverId }) => id === by.id && coverId !== null)) return { key: 'oncall.by_cover', params: { ...params, name: name ?? '?' } };
  return name === undefined ? { key: 'oncall.by_override', params } : { key: 'oncall.by_override_of', params: { ...params, name } };
}
