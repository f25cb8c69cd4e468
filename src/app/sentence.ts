import { BadSetting } from '../config.ts';
import { AppError } from '../errors.ts';

/** What stopped start-up, in one sentence: the thing, the cause, the next step. */
export function sentenceOf(error: unknown): string {
  const { code, message, address, port } = error as { code?: string; message?: string; address?: string; port?: number };
  if (error instanceof BadSetting || error instanceof AppError) return error.message;
  if (code === 'EADDRINUSE') return `The port ${port ?? ''} is in use by another program: stop that program, or choose another port with PORT=3001 npm start.`;
  if (code === 'EADDRNOTAVAIL') return `The address ${address ?? ''} is not one of this machine: set HOST to 127.0.0.1 or 0.0.0.0.`;
  if (code === 'EACCES') return `The port ${port ?? ''} may not be opened by this user: choose one above 1023 with PORT=3000.`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'CONNECT_TIMEOUT' || code === 'EAI_AGAIN') return `The database cannot be reached (${message ?? code}): check DATABASE_URL and that PostgreSQL is running.`;
  if (code === '28P01' || code === '28000') return `The database refuses the sign-in (${message ?? ''}): check user and password in DATABASE_URL.`;
  if (code === '3D000') return `The database does not exist (${message ?? ''}): create it, or correct its name in DATABASE_URL.`;
  return `IMAS could not start: ${message ?? String(error)}`;
}
