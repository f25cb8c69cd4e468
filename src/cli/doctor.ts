import { existsSync } from 'node:fs';
import { BadSetting } from '../config.ts';
import { AppError } from '../errors.ts';
import { exit, type Desk, type VerbRun } from './deps.ts';
import { checkDatabase, whoseDatabase } from './doctor-database.ts';
import { checkDataFolder, checkPort } from './doctor-machine.ts';
import { checkProduct } from './doctor-product.ts';
import type { Finding } from './finding.ts';

/**
 * Looks at everything that a start and a page depend on and says in plain sentences what it found. Whatever is well
 * goes to the output like the rest, so that a report is whole. @returns 1 when something is broken
 */
export const run: VerbRun = async (_given, desk) => {
  const { print, say } = desk;
  let failed = false;
  const tell = (...findings: readonly Finding[]) => {
    for (const { state, text } of findings) {
      failed ||= state === 'fail';
      print(`${say(`cli.state_${state}`).padEnd(8)}${text}`);
    }
  };
  const config = attempt(() => desk.config());
  if (config instanceof Error) {
    tell({ state: 'fail', text: wordsOf(config, desk) });
    return exit.failed;
  }
  tell({ state: 'ok', text: say('cli.settings_good') });
  const isFirst = config.DATABASE_URL === undefined && !existsSync(config.dataDir);
  tell(...checkDataFolder(config, say), ...await checkPort(config, say));
  if (!isFirst) {
    const whose = await whoseDatabase(config);
    const looked = desk.withApp('imas doctor', async (app) => [...await checkDatabase(app, whose, say), ...await checkProduct(app, config, say)]);
    tell(...await looked.catch((error: unknown): Finding[] => [{ state: 'fail', text: wordsOf(error, desk) }]));
  }
  print(say(failed ? 'cli.doctor_failed' : 'cli.doctor_good'));
  return failed ? exit.failed : exit.ok;
};

function attempt<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (error) {
    return error as Error;
  }
}

function wordsOf(error: unknown, { say }: Pick<Desk, 'say'>): string {
  if (error instanceof AppError) return say(error.key, error.params);
  if (error instanceof BadSetting) return error.message;
  return say('cli.no_database', { why: (error as Error).message || ((error as NodeJS.ErrnoException).code ?? String(error)) });
}
