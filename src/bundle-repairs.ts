import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * postgres.js 3.4.9 writes to a connection's socket after it has fallen (a `rollback` of the transaction that was under
 * way suffices), from a timer, where nobody can catch what it throws: every loss of the database would end the process.
 * Known upstream as porsager/postgres#1208; the queries are refused instead, as with any lost connection.
 */
const afterTheFall = `function nextWrite(fn) {
    const x = socket.write(chunk, fn)`;
const refused = `function nextWrite(fn) {
    if (!socket) {
      clearImmediate(nextWriteTimer)
      chunk = nextWriteTimer = null
      const gone = Errors.connection('CONNECTION_CLOSED', options)
      if (query) queryError(query, gone)
      while (sent.length) queryError(sent.shift(), gone)
      return true
    }
    const x = socket.write(chunk, fn)`;

/**
 * And what the fallen connection had begun to read stays with it: its error becomes the answer to the first query of the
 * next session, and as many `undefined` stand before the rows of the second as rows had come before the fall.
 */
const reconnects = `closedTime = performance.now()
    hadError && options.shared.retries++`;
const begunAnew = `query = results = errorResponse = null
    result = new Result()
    rows = 0
    closedTime = performance.now()
    hadError && options.shared.retries++`;

/**
 * What a connection is given between its error and its end is never answered: it is neither refused nor sent again. It is
 * refused like the rest. (The driver does without semicolons; this line needs one before it.)
 */
const forgotten = `!hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))`;
const refusedToo = `;(query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))`;
const repairsOf: readonly (readonly [string, string])[] = [[afterTheFall, refused], [reconnects, begunAnew], [forgotten, refusedToo]];

/** The text of the driver's connection.js without its faults. @throws when a newer release no longer has them, so that this file goes */
export function repairDriver(text: string): string {
  return repairsOf.reduce((all, [broken, repaired]) => {
    if (all.split(broken).length !== 2 || all.includes(repaired)) throw new Error('postgres.js has changed: see whether src/bundle-repairs.ts is still needed.');
    return all.replace(broken, () => repaired);
  }, text);
}

/** Applies the repairs while a bundle is built. */
export const repairs: Plugin = {
  name: 'repairs',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]postgres[\\/]src[\\/]connection\.js$/ }, async ({ path }) => ({ contents: repairDriver(await readFile(path, 'utf8')), loader: 'js' }));
  },
};
