import { userIdOf, type Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { setOnCall } from '../domain/oncall/set-on-call.ts';
import { whoIsOnCall } from '../domain/oncall/who-is-on-call.ts';
import { createTeam } from '../domain/people/create-team.ts';
import { findTeam } from '../domain/people/find-team.ts';
import { setMember } from '../domain/people/set-member.ts';
import { createService } from '../domain/services/create-service.ts';
import { findService } from '../domain/services/find-service.ts';
import { createSource, type SourceTools } from '../domain/sources/create-source.ts';
import { findSource } from '../domain/sources/find-source.ts';
import type { Source } from '../domain/sources/schema.ts';

/** What is there of that name, or what `make` makes of it. */
async function foundOr<T>(find: () => Promise<T>, make: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
    return make();
  }
}

/** The team of that name; a new one has its founder as manager and on call, so that the test alert finds somebody. */
export async function setupTeam(ctx: Context, name: string, timeZone: string): Promise<{ id: string; name: string }> {
  return foundOr(() => findTeam(ctx, name), async () => {
    const team = await createTeam(ctx, { name, timeZone });
    const userId = userIdOf(ctx.actor);
    if (userId !== null) {
      await setMember(ctx, { teamId: team.id, userId, role: 'manager' });
      await setOnCall(ctx, { teamId: team.id, userId });
    }
    return team;
  });
}

/** The service of that name, or a new one that the team owns. */
export const setupService = (ctx: Context, name: string, team: string): Promise<{ name: string }> =>
  foundOr(() => findService(ctx, name), () => createService(ctx, { name, ownerTeam: team }));

/** The source of that name, or a new one of this kind; its token only when it was made just now. */
export const setupSource = (ctx: Context, name: string, kind: string, team: string, tools: SourceTools): Promise<{ source: Source; token?: string }> =>
  foundOr<{ source: Source; token?: string }>(async () => ({ source: await findSource(ctx, name) }), () => createSource(ctx, { name, kind, ownerTeam: team }, tools));

/** Who is on call for a team, by name. */
export const onCallName = async (ctx: Context, teamId: string): Promise<string | null> => (await whoIsOnCall(ctx, { teamIds: [teamId] }))[0]?.username ?? null;
