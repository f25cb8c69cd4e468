import type { Context } from '../context.ts';
import { createCode } from '../domain/people/create-code.ts';
import type { Ports } from '../domain/ports.ts';

/** Codes that are handed to somebody wait for a day. */
export const codeMinutes = 24 * 60;

/** A link that signs its user in to the console, once. The code is in the fragment, which browsers send to nobody. */
export async function signInLink(ctx: Context, { baseUrl }: Pick<Ports, 'baseUrl'>, userId: string): Promise<string> {
  return `${baseUrl}/sign-in#code=${await createCode(ctx, { userId, purpose: 'sign-in', minutes: codeMinutes })}`;
}
