import { openApp, type Opened } from '../app.ts';
import { readConfig } from '../config.ts';
import { watchParent } from '../watch-parent.ts';
import { openDatabase } from './database.ts';
import { firstWords } from './first-words.ts';
import { makeLog } from './log.ts';
import { webFolder } from './web-folder.ts';

/**
 * Runs the service until a signal, the end of npm, or the loss of the embedded database ends it.
 * @returns the exit code
 * @throws whatever stopped start-up
 */
export async function serve(): Promise<number> {
  const config = readConfig(process.env);
  const log = makeLog(config.LOG_LEVEL);
  const database = await openDatabase(config, 'npm start');
  let app: Opened | undefined;
  try {
    const over = new Promise<number>((end) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));
      watchParent(() => end(0));
      database.onLost(() => {
        log.fatal('the embedded PostgreSQL ended by itself; see postgres.log in the data folder');
        end(1);
      });
    });
    process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
    app = await openApp({ config, address: database.address, log, webDir: await webFolder() });
    for (const line of await firstWords(app)) console.log(line);
    return await over;
  } finally {
    // An end that takes too long does not wait for ever.
    setTimeout(() => process.exit(1), 20_000).unref();
    await app?.close();
    await database.close();
  }
}
