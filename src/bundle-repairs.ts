import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * postgres.js 3.4.9 writes to a connection's socket after it has fallen (a `rollback` of the transaction that was under
 * way suffices), from a timer, where nobody can catch what it throws: every loss of the database would end the process.
 * Known upstream as porsager/postgres#1208; the queries are refused instead, as with any lost connection.
 */
const broken = `function nextWrite(fn) {
    const x = socket.write(chunk, fn)`;
const repaired = `function nextWrite(fn) {
    if (!socket) {
      clearImmediate(nextWriteTimer)
      chunk = nextWriteTimer = null
      const gone = Errors.connection('CONNECTION_CLOSED', options)
      if (query) queryError(query, gone)
      while (sent.length) queryError(sent.shift(), gone)
      return true
    }
    const x = socket.write(chunk, fn)`;

/** The text of the driver's connection.js without its fault. @throws when a newer release no longer has it, so that this file goes */
export function repairDriver(text: string): string {
  if (text.split(broken).length !== 2) throw new Error('postgres.js has changed: see whether src/bundle-repairs.ts is still needed.');
  return text.replace(broken, () => repaired);
}

/** Applies the repairs while a bundle is built. */
export const repairs: Plugin = {
  name: 'repairs',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]postgres[\\/]src[\\/]connection\.js$/ }, async ({ path }) => ({ contents: repairDriver(await readFile(path, 'utf8')), loader: 'js' }));
  },
};
