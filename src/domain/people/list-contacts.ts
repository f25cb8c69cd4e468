import { asc, eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { demandOwn } from '../settings/demand-own.ts';
import type { Contact } from './add-contact.ts';
import { contacts } from './schema.ts';

/** How someone can be reached, oldest first: for themselves and those who may change users. @throws AppError forbidden */
export async function listContacts(ctx: Context, userId: string): Promise<Contact[]> {
  demandOwn(ctx, 'change_user', userId);

  return ctx.db.select().from(contacts).where(eq(contacts.userId, userId)).orderBy(asc(contacts.createdAt), asc(contacts.id));
}
