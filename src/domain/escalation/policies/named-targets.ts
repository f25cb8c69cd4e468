import type { Context } from '../../../context.ts';
import { AppError, invalid } from '../../../errors.ts';
import { findTeam } from '../../people/find-team.ts';
import { findUser } from '../../people/find-user.ts';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Steps in which people and teams may stand by name, with their ids in place of the names. What is no step is left
 * for `checkedSteps` to refuse.
 * @throws AppError invalid: nobody or no team of that name (with the nearest ones), a person who is disabled
 */
export async function namedTargets(ctx: Context, steps: unknown): Promise<unknown> {
  if (!Array.isArray(steps)) return steps;
  return Promise.all(steps.map(async (step: unknown) => (isObject(step) && Array.isArray(step['targets'])
    ? { ...step, targets: await Promise.all(step['targets'].map((target: unknown) => idsOf(ctx, target))) } : step)));
}

async function idsOf(ctx: Context, target: unknown): Promise<unknown> {
  if (!isObject(target)) return target;
  const { user, team, ...rest } = target;
  const found: Record<string, unknown> = rest;
  if (typeof user === 'string') found['user'] = await activeUser(ctx, user);
  else if (user !== undefined) found['user'] = user;
  // Many programs write what is absent as null.
  if (typeof team === 'string') found['team'] = (await within(() => findTeam(ctx, team))).id;
  else if (team !== undefined && team !== null) found['team'] = team;
  return found;
}

async function activeUser(ctx: Context, name: string): Promise<string> {
  const person = await within(() => findUser(ctx, name));
  if (person.isActive) return person.id;
  const problem = { key: 'policies.person_disabled', params: { name: person.username } } as const;
  throw invalid(problem.key, problem.params, { fields: { steps: problem } });
}

/** A name inside the steps that nobody bears is a fault of the steps, not of the address that was asked for. */
async function within<T>(find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
    throw invalid(error.key, error.params, { ...error.extras, fields: { steps: { key: error.key, params: error.params } } });
  }
}
