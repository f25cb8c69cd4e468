import { nameOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { findTeam } from '../people/find-team.ts';
import { findUser } from '../people/find-user.ts';
import { beginPage } from '../timers/runs.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { shortId, type Incident } from './schema.ts';

/**
 * Tells one more person, or a team's on-call, in a run of its own that ends when they answer.
 * @throws AppError forbidden, not_found, conflict (resolved; the person's account is disabled)
 */
export async function pageSomeone(ctx: Context, ref: string, whom: { user: string } | { team: string }): Promise<{ incident: Incident; who: string }> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'acknowledge_incident', seen);
  const target = await targetOf(ctx, whom);

  return transaction(ctx, async (tx) => {
    const [row] = await tx.sql<{ status: string }[]>`select status from incidents where id = ${seen.id} for update`;
    if (row!.status === 'RESOLVED') throw conflict('incidents.is_resolved', { incident: shortId(seen) }, { detail: { status: 'RESOLVED' } });
    await beginPage(tx, seen, target, 'paged');
    await record(tx, seen, { kind: 'paged', key: 'incidents.paged', params: { name: nameOf(tx.actor), who: target.name } });
    if (target.kind === 'USER') await tx.enqueue('invite-to-room', { incidentId: seen.id }, { key: seen.id });
    return { incident: await loadIncident(tx, seen.id), who: target.name };
  });
}

async function targetOf(ctx: Context, whom: { user: string } | { team: string }): Promise<{ kind: 'USER' | 'TEAM'; id: string; name: string }> {
  if ('team' in whom) {
    const team = await findTeam(ctx, whom.team);
    return { kind: 'TEAM', id: team.id, name: team.name };
  }
  const user = await findUser(ctx, whom.user);
  if (!user.isActive) throw conflict('people.user_disabled', { name: user.username });
  return { kind: 'USER', id: user.id, name: user.username };
}
