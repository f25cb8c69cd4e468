import { plainAnswer } from '../chat/plain.ts';
import { quote } from '../chat/words.ts';
import { conflict } from '../errors.ts';
import type { Context } from '../context.ts';
import { findUser } from '../domain/people/find-user.ts';
import { spokenTo } from '../domain/people/spoken-to.ts';
import { exit, type Desk, type ExitCode } from './deps.ts';

/**
 * Says a chat command, as the first administrator or as the one that `--user NAME` (before or after it) names,
 * and prints the card. @returns 1 when the answer is an error, 2 when something is still missing
 */
export async function sayPhrase(argv: readonly string[], { print, error, say, language, timeZone, withApp }: Desk): Promise<ExitCode> {
  const read = readSpeaker(argv);
  if (read === undefined) {
    error(say('cli.needs_value', { option: '--user' }));
    return exit.wrongUsage;
  }
  return withApp(`imas ${read.words[0]}`, async ({ ctx, dispatch }) => {
    const userId = read.user === undefined ? await firstAdministrator(ctx) : (await findUser(ctx, read.user)).id;
    const answer = await dispatch.phrase({ userId, via: 'cli' }, phraseOf(read.words));
    const bad = answer.kind === 'card' && answer.card.tone === 'bad';
    (bad ? error : print)(plainAnswer(answer, await spokenTo(ctx, userId, { language, timeZone })));
    return answer.kind === 'form' ? exit.wrongUsage : bad ? exit.failed : exit.ok;
  });
}

/** @returns undefined when `--user` stands without a name */
function readSpeaker(argv: readonly string[]): { words: readonly string[]; user?: string } | undefined {
  const at = argv[0] === '--user' ? 0 : argv.at(-2) === '--user' ? argv.length - 2 : -1;
  if (at < 0) return argv.at(-1) === '--user' ? undefined : { words: argv };
  return { words: argv.toSpliced(at, 2), user: argv[at + 1]! };
}

/** The shell took the quotes off; a word that has blanks gets them again. */
function phraseOf(words: readonly string[]): string {
  return words.map((word, index) => {
    // The whole phrase may come as one argument, quoted for the shell.
    if (index === 0) return word;
    const named = /^([a-z][a-z0-9_.-]*[:=])(.*)$/is.exec(word);
    if (!/\s/.test(word)) return word;
    return named ? `${named[1]}${quote(named[2]!)}` : quote(word);
  }).join(' ');
}

async function firstAdministrator({ sql }: Context): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    select u.id from users u join user_groups g on g.user_id = u.id where g.group_name = 'Admins' and u.is_active order by u.created_at, u.id limit 1`;
  if (!row) throw conflict('cli.no_administrator');
  return row.id;
}
