import type { Context } from '../../context.ts';
import { conflict } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import type { Language } from '../../texts/say.ts';
import { audit } from '../audit/record.ts';
import { brokenConstraint } from './broken-constraint.ts';
import { giveGroups } from './give-groups.ts';
import { mirrorContact } from './mirror-contact.ts';
import { users, type User } from './schema.ts';
import { choiceFrom, emailFrom, phoneFrom, timeZoneFrom, usernameFrom } from './well-formed.ts';

export interface NewUser {
  username: string;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  /** Responders when not said: whoever is added is usually about to be on call. Naming groups needs `change_group`. */
  groups?: readonly string[] | undefined;
  timeZone?: string | null | undefined;
  language?: Language | null | undefined;
}

/** Adds a person. @throws AppError forbidden, invalid, not_found (a group), conflict (username or e-mail taken) */
export async function addUser(ctx: Context, input: NewUser): Promise<User> {
  demand(ctx, 'add_user');
  if (input.groups !== undefined) demand(ctx, 'change_group');

  const values = {
    username: usernameFrom(input.username),
    email: input.email ? emailFrom(input.email) : null,
    phone: input.phone ? phoneFrom(input.phone) : null,
    timeZone: input.timeZone ? timeZoneFrom(input.timeZone) : null,
    language: input.language ? choiceFrom(input.language, ['en', 'fr'], 'language') : null,
  };

  return transaction(ctx, async (tx) => {
    const [user] = await tx.db.insert(users).values(values).returning().catch((error: unknown) => {
      if (brokenConstraint(error) === 'users_username') throw conflict('people.user_exists', { name: values.username });
      if (brokenConstraint(error) === 'users_email') throw conflict('people.email_taken', { address: values.email ?? '' });
      throw error;
    });
    const { id, username, email, phone } = user!;
    const groups = await giveGroups(tx, id, input.groups ?? ['Responders']);
    await mirrorContact(tx, id, 'EMAIL', null, email);
    await mirrorContact(tx, id, 'SMS', null, phone);
    await audit(tx, { action: 'user.added', object: { kind: 'user', id, label: username }, detail: { groups } });
    return user!;
  });
}
