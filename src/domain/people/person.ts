import { getTableColumns } from 'drizzle-orm';
import { users, type User } from './schema.ts';

const { email: _email, phone: _phone, ...shown } = getTableColumns(users);
/** The columns of a user that everyone may read: no addresses, no numbers (spec §2: Viewers read no contacts). */
export const personColumns = shown;
/** A user as everyone may see one. */
export type Person = Omit<User, 'email' | 'phone'>;
/** A user with what the reader may see: `email` and `phone` are absent for those who may not. */
export type Profile = Person & { groups: string[]; email?: string | null; phone?: string | null };
