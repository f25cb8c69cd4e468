import { createCode } from '../domain/people/create-code.ts';
import { findUser } from '../domain/people/find-user.ts';
import { exit, type VerbRun } from './deps.ts';
import { codeMinutes, signInLink } from './sign-in-link.ts';

/** What lets a person in: a link to the console and a code that links a chat account, each once and within a day. */
export const run: VerbRun = async ({ words: [user], flags }, { print, say, withApp }) => withApp('imas link-code', async ({ ctx, ports }) => {
  const { id, username } = await findUser(ctx, user!);
  const code = await createCode(ctx, { userId: id, purpose: 'link', minutes: codeMinutes });
  const link = await signInLink(ctx, ports, id);
  if (flags.has('json')) {
    print(JSON.stringify({ user: username, link_code: code, sign_in_link: link }));
    return exit.ok;
  }
  print(say('cli.codes_of', { name: username }));
  print(say('cli.sign_in_link', { link }));
  print(say('cli.link_code', { code }));
  return exit.ok;
});
