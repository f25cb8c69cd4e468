import { exit, type VerbRun } from './deps.ts';

/** Brings the database's schema up to date, under the lock that replicas share, and names what was applied. */
export const run: VerbRun = async (_given, { print, say, withApp }) => {
  const applied = await withApp('imas migrate', ({ migrated }) => Promise.resolve(migrated));
  print(applied.length === 0 ? say('cli.nothing_to_migrate') : say('cli.migrated', { n: applied.length, names: applied.join(', ') }));
  return exit.ok;
};
