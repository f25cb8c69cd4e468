import type { Context } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { findTeam } from '../people/find-team.ts';
import { findService } from './find-service.ts';

/** The team that a word means: by its name, or as the owner of the service of that name. `name` is what was meant. @throws AppError not_found, as for teams */
export async function teamBehind(ctx: Context, word: string): Promise<{ teamId: string; name: string }> {
  try {
    const { id, name } = await findTeam(ctx, word);
    return { teamId: id, name };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
    const service = await findService(ctx, word).catch((second: unknown) => { throw second instanceof AppError ? error : second; });
    return { teamId: service.ownerTeamId, name: service.name };
  }
}
