import type { Context } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { acknowledge } from './acknowledge.ts';
import { listIncidents } from './list.ts';

export interface AcknowledgedAll {
  taken: string[];
  /** Those that somebody else took first, or that the speaker may not take. */
  refused: string[];
}

/** Acknowledges every triggered incident of a team, or of all teams whose incidents page the speaker. Each is its own transaction. */
export async function acknowledgeAll(ctx: Context, teamId?: string): Promise<AcknowledgedAll> {
  demand(ctx, 'view_incident');
  const { rows } = await listIncidents(ctx, { status: 'TRIGGERED', teamId, limit: 1000 });
  const mine = teamId === undefined ? rows.filter((row) => row.mine) : rows;
  const all: AcknowledgedAll = { taken: [], refused: [] };
  for (const row of mine) {
    const done = await acknowledge(ctx, row.id).then(() => true, (error: unknown) => {
      if (error instanceof AppError) return false;
      throw error;
    });
    all[done ? 'taken' : 'refused'].push(`INC-${row.number}`);
  }
  return all;
}
