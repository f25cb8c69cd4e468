import { destination } from 'pino';
import { commands } from '../../commands/commands.ts';
import { openApp } from '../app.ts';
import { openDatabase } from './database.ts';
import { makeLog } from './log.ts';

/** The command line: its verbs work beside a running service, or open the database themselves for as long as they need it. */
export const runCommandLine = async (argv: readonly string[], serve: () => Promise<number>): Promise<number> => (await import('../cli/run.ts')).runCli(argv, {
  env: process.env,
  commands,
  print: (line) => console.log(line),
  error: (line) => console.error(line),
  serve,
  async open(config, purpose) {
    const database = await openDatabase(config, purpose, { beside: true });
    try {
      const app = await openApp({ config, address: database.address, log: makeLog('error', destination(2)), webDir: undefined });
      return { ...app, close: async () => { await app.close(); await database.close(); } };
    } catch (error) {
      await database.close();
      throw error;
    }
  },
});
