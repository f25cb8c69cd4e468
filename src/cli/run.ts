import { userInfo } from 'node:os';
import { BadSetting, readConfig } from '../config.ts';
import { system } from '../context.ts';
import { nearestOf } from '../domain/nearest.ts';
import { AppError } from '../errors.ts';
import { sayIn, type Language, type Say } from '../texts/say.ts';
import { readArguments } from './arguments.ts';
import { exit, type CliDeps, type Desk, type ExitCode } from './deps.ts';
import { printHelp } from './help.ts';
import { verbs } from './verbs.ts';

/** Nobody answers at DATABASE_URL, or it refuses us: password, role, name of the database, too many connections. */
const away = /^(ECONN[A-Z]+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|CONNECT_TIMEOUT|CONNECTION_\w+|28\w{3}|3D000|53300|57P0\d)/;
const helpFlags = ['--help', '-h'];

/**
 * The command line: `imas VERB …`, or a chat command when the first word begins with `/`.
 * Results go to `print`, what went wrong to `error`, each in the language of IMAS_LANGUAGE.
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage
 */
export async function runCli(argv: readonly string[], deps: CliDeps): Promise<ExitCode> {
  const desk = deskOver(deps);
  const { say } = desk;
  try {
    const [first, ...rest] = argv;
    if (first === undefined || ['help', ...helpFlags].includes(first)) return printHelp(rest[0], desk);
    if (first.startsWith('/') || (first === '--user' && rest[1]?.startsWith('/'))) return await (await import('./say-phrase.ts')).sayPhrase(argv, desk);
    const verb = Object.hasOwn(verbs, first) ? verbs[first] : undefined;
    if (verb === undefined) {
      deps.error(say('cli.unknown_verb', { verb: first.slice(0, 60) }));
      const near = nearestOf(first, Object.keys(verbs));
      if (near.length > 0) deps.error(say('errors.nearest', { names: near.join(', ') }));
      return exit.wrongUsage;
    }
    if (rest.some((word) => helpFlags.includes(word))) return printHelp(first, desk);
    const read = readArguments(rest, verb);
    if (!read.ok) {
      deps.error(say(read.key, read.params));
      deps.error(say('cli.usage', { usage: `${first} ${verb.usage}`.trim() }));
      return exit.wrongUsage;
    }
    const { run } = await verb.load();
    return await run(read.given, desk);
  } catch (error) {
    for (const line of sentencesOf(error, say)) deps.error(line);
    return exit.failed;
  }
}

function deskOver(deps: CliDeps): Desk {
  const language: Language = deps.env['IMAS_LANGUAGE'] === 'fr' ? 'fr' : 'en';
  const timeZone = knownZone(deps.env['IMAS_TIME_ZONE']);
  const config = () => readConfig(deps.env);
  return {
    ...deps,
    say: sayIn(language, timeZone), language, timeZone, config,
    async withApp(purpose, work) {
      const app = await deps.open(config(), purpose);
      try {
        return await work({ ...app, ctx: { ...app.ctx, actor: system(whoIsHere()) } });
      } finally {
        await app.close();
      }
    },
  };
}

/** A wrong zone is config's to refuse; texts said before that are in UTC. */
function knownZone(name: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', name ? { timeZone: name } : {}).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

/** Named in the audit log: whoever may run programs here may do everything, so it says who that was. */
function whoIsHere(): string {
  try {
    return `${userInfo().username} (command line)`;
  } catch {
    return `uid ${process.getuid?.() ?? '?'} (command line)`;
  }
}

function sentencesOf(error: unknown, say: Say): string[] {
  if (error instanceof AppError) {
    const { hint, fields } = error.extras;
    const sentence = say(error.key, error.params);
    const others = Object.entries(fields ?? {}).map(([name, it]) => `${name}: ${say(it.key, it.params)}`).filter((line) => !line.endsWith(sentence));
    return [sentence, ...others, ...(hint ? [say(hint.key, hint.params)] : [])];
  }
  if (error instanceof BadSetting) return [error.message];
  const { message, code = '' } = error as NodeJS.ErrnoException;
  return [say(away.test(code) ? 'cli.no_database' : 'cli.failed', { why: message || code || String(error) })];
}
