import type { Context, Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { addUser } from './add-user.ts';
import { createCode } from './create-code.ts';
import { createToken } from './create-token.ts';
import { enableUser } from './enable-user.ts';
import { ensureBuiltInGroups } from './ensure-built-in-groups.ts';
import { setUserGroups } from './set-user-groups.ts';
import { usernameFrom } from './well-formed.ts';

export interface FirstAdministrator {
  userId: string;
  username: string;
  /** Links a chat account (`/imas link CODE`), once, within a day. */
  linkCode: string;
  /** An API token, shown this once. */
  token: string;
  /** false when the person existed and only got a new code and token. */
  isNew: boolean;
}

/**
 * An administrator, with team Triage (on-call: that person) and service Unknown/Triage unless they exist (spec §2, §3).
 * For an existing name it makes sure they administer, enables the account, and answers with a new code and token.
 * @throws AppError forbidden, invalid, conflict (e-mail taken)
 */
export async function createFirstAdministrator(ctx: Context, name: string, email: string): Promise<FirstAdministrator> {
  demand(ctx, 'change_group');

  const username = usernameFrom(name);

  return transaction(ctx, async (tx) => {
    // Its upsert holds the groups' rows: of two replicas that start at once, the second waits here and finds what the first made.
    await ensureBuiltInGroups(tx);
    const [known] = await tx.sql<{ id: string; groups: string[] }[]>`
      select id, array(select group_name from user_groups where user_id = id) as groups from users where lower(username) = ${username}`;
    const userId = known?.id ?? (await addUser(tx, { username, email, groups: ['Admins'] })).id;
    if (known) {
      await enableUser(tx, userId);
      if (!known.groups.includes('Admins')) await setUserGroups(tx, userId, [...known.groups, 'Admins']);
    }
    await layTriage(tx, userId);
    const linkCode = await createCode(tx, { userId, purpose: 'link', minutes: 24 * 60 });
    const { token } = await createToken(tx, { userId, name: 'create-admin' });
    return { userId, username, linkCode, token, isNew: known === undefined };
  });
}

/** What nobody owns goes to Triage: there is exactly one, and it has somebody on call from the start. */
async function layTriage(tx: Tx, userId: string): Promise<void> {
  await tx.sql`
    insert into teams (name, slug, is_triage, current_on_call) select 'Triage', 'triage', true, ${userId}::uuid
    where not exists (select 1 from teams where is_triage)
    on conflict (lower(name)) do update set is_triage = true, current_on_call = coalesce(teams.current_on_call, excluded.current_on_call)`;
  await tx.sql`
    insert into team_members (team_id, user_id, role, position)
    select id, ${userId}, 'manager', 0 from teams where is_triage and not exists (select 1 from team_members where team_id = id)`;
  await tx.sql`
    with made as (
      insert into services (name, owner_team_id, is_triage) select 'Unknown/Triage', id, true from teams
      where teams.is_triage and not exists (select 1 from services where is_triage) returning id, name
    )
    insert into service_names (name, service_id, is_alias) select lower(name), id, false from made`;
}
