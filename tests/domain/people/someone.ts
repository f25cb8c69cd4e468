import { addUser } from '../../../src/domain/people/add-user.ts';
import { actorOf, type PersonActor } from '../../../src/domain/people/actor-of.ts';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { ensureBuiltInGroups } from '../../../src/domain/people/ensure-built-in-groups.ts';
import { setMember } from '../../../src/domain/people/set-member.ts';
import type { BuiltInGroup } from '../../../src/permissions.ts';
import { aDatabase, type TestDatabase } from '../../database.ts';

/** A database that knows the built-in groups. */
export async function aPeopledDatabase(): Promise<TestDatabase> {
  const db = await aDatabase();
  await ensureBuiltInGroups(db.ctx());
  return db;
}

/** A user of these groups; @returns the id */
export async function someone(db: TestDatabase, username: string, ...groups: BuiltInGroup[]): Promise<string> {
  return (await addUser(db.ctx(), { username, email: `${username}@example.com`, groups })).id;
}

/** The user as an actor, rights read from the database. */
export async function as(db: TestDatabase, userId: string): Promise<PersonActor> {
  const actor = await actorOf(db.ctx(), userId, 'console');
  if (!actor) throw new Error('That account is disabled.');
  return actor;
}

/** A team whose members stand in this order. @returns the team's id and the members' ids by name */
export async function aTeam<N extends string>(db: TestDatabase, name: string, members: readonly N[]): Promise<{ teamId: string; ids: Record<N, string> }> {
  const { id: teamId } = await createTeam(db.ctx(), { name });
  const ids = {} as Record<N, string>;
  for (const username of members) {
    ids[username] = await someone(db, username, 'Responders');
    await setMember(db.ctx(), { teamId, userId: ids[username] });
  }
  return { teamId, ids };
}

/** The audit log's actions, oldest first. */
export async function audited(db: TestDatabase): Promise<string[]> {
  return (await db.sql<{ action: string }[]>`select action from audit_log order by id`).map((row) => row.action);
}
