import type { Tx } from '../../context.ts';
import { json } from '../../db/client.ts';
import { conflict } from '../../errors.ts';
import { brokenConstraint } from '../people/broken-constraint.ts';
import type { Rule } from './rotation-rule.ts';

export interface StoredRotation { id: string; teamId: string; rule: Rule; startsAt: Date; endsAt: Date | null; members: readonly string[] }

/** Writes a rotation with its members. A name of one that is over is free again. @throws AppError conflict (the team has one of that name) */
export async function storeRotation(tx: Tx, { id, teamId, rule, startsAt, endsAt, members }: StoredRotation): Promise<void> {
  await freeName(tx, teamId, rule.name);
  await tx.sql`
    insert into rotations (id, team_id, name, level, position, time_zone, starts_at, ends_at, every, unit, handover_time, handover_day, hours)
    values (${id}, ${teamId}, ${rule.name}, ${rule.level}, ${rule.position}, ${rule.zone}, ${startsAt}, ${endsAt}, ${rule.every}, ${rule.unit}, ${rule.handoverTime}, ${rule.handoverDay}, ${json(rule.hours)}::jsonb)`
    .catch(nameTaken(rule.name));
  await storeMembers(tx, id, members);
}

/** Who takes turns, in this order. */
export async function storeMembers(tx: Tx, rotationId: string, members: readonly string[]): Promise<void> {
  await tx.sql`delete from rotation_members where rotation_id = ${rotationId}`;
  await tx.sql`
    insert into rotation_members (rotation_id, position, user_id)
    select ${rotationId}, place, id from unnest(${members as string[]}::uuid[]) with ordinality as member (id, place)`;
}

/** Rows that are over keep their name for the reports, but not for themselves. */
export async function freeName(tx: Tx, teamId: string, name: string): Promise<void> {
  await tx.sql`update rotations set replaced_by = id where team_id = ${teamId} and lower(name) = lower(${name}) and replaced_by is null and ends_at <= ${tx.now}`;
}

/** What a name's index refuses, for people. */
export const nameTaken = (name: string) => (error: unknown): never => {
  if (brokenConstraint(error) === 'rotations_name') throw conflict('schedules.rotation_exists', { name }, { fields: { name: { key: 'schedules.rotation_exists', params: { name } } } });
  throw error;
};
