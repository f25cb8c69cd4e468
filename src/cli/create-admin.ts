import { createFirstAdministrator } from '../domain/people/create-first-administrator.ts';
import { exit, type VerbRun } from './deps.ts';
import { signInLink } from './sign-in-link.ts';

/** An administrator with a one-time link code and a token. Repeatable: a known name keeps its account and gets new ones. */
export const run: VerbRun = async ({ words: [name, email], flags }, { print, say, withApp }) => withApp('imas create-admin', async ({ ctx, ports }) => {
  const { userId, username, linkCode, token, isNew } = await createFirstAdministrator(ctx, name!, email!);
  if (flags.has('json')) {
    print(JSON.stringify({ user: username, link_code: linkCode, token }));
    return exit.ok;
  }
  print(say(isNew ? 'cli.admin_created' : 'cli.admin_renewed', { name: username }));
  print(say('cli.sign_in_link', { link: await signInLink(ctx, ports, userId) }));
  print(say('cli.link_code', { code: linkCode }));
  print(say('cli.token', { token }));
  return exit.ok;
});
