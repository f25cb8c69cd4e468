import { createToken } from '../domain/people/create-token.ts';
import { findUser } from '../domain/people/find-user.ts';
import { exit, type VerbRun } from './deps.ts';

/** An API token for a person: it may what they may, until it is revoked. */
export const run: VerbRun = async ({ words: [user], flags, values }, { print, say, withApp }) => withApp('imas create-token', async ({ ctx }) => {
  const { id, username } = await findUser(ctx, user!);
  const { token } = await createToken(ctx, { userId: id, name: values.get('name')?.at(-1) ?? 'command line' });
  if (flags.has('json')) {
    print(JSON.stringify({ token }));
    return exit.ok;
  }
  print(say('cli.token_of', { name: username }));
  print(say('cli.token', { token }));
  return exit.ok;
});
