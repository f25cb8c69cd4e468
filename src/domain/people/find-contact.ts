import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { nearest } from '../nearest.ts';
import type { Contact } from './add-contact.ts';
import { listContacts } from './list-contacts.ts';

/** A contact of somebody by its address, or by its means where they have one such. @throws AppError forbidden, not_found with the nearest */
export async function findContact(ctx: Context, userId: string, ref: string): Promise<Contact> {
  const rows = await listContacts(ctx, userId);
  const word = ref.trim().toLowerCase();
  const byMeans = rows.filter((row) => row.means.toLowerCase() === word);
  const found = rows.find((row) => row.address.toLowerCase() === word) ?? (byMeans.length === 1 ? byMeans[0] : undefined);
  if (found) return found;
  throw notFound('people.unknown_contact', {}, nearest(word, rows.map((row) => row.address)));
}
