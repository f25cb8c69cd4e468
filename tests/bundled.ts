import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { prepareBundle } from '../src/bundle.ts';
import { projectRoot } from '../src/root.ts';
import { quickFolder } from './quick-folder.ts';

export interface Bundled extends AsyncDisposable {
  /** As its first words say it: `http://127.0.0.1:<port>`. */
  url: string;
  pid: number;
  dataDir: string;
  /** Everything it has said so far, both streams. */
  said(): string;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
  /** A polite signal. @returns the exit code */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>;
}
export interface Ended { code: number | null; said: string }

/** The first line and the last: between them lies what the tests want to read. */
const ready = /IMAS Manager is ready: (http:\/\/\S+?)\/\n[^]*npm run imas -- .*\n/;
/** Nothing of the caller's environment but what a process needs to run at all. */
const plainEnvironment = (): Record<string, string> => Object.fromEntries(['PATH', 'HOME', 'LANG', 'TMPDIR', 'SystemRoot'].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));

let built: Promise<string> | undefined;
/** Once a run: a test that restarts its server a hundred times wants the same one again. */
const bundle = (dataDir: string): Promise<string> => (built ??= prepareBundle(projectRoot(), dataDir));

/**
 * Starts the bundle of the present sources as a process of its own, on any free port unless PORT is given.
 * @param env on top of an empty environment; IMAS_DATA_DIR tells where its database is
 * @param early kills it with -9, ready or not
 * @returns the server once it is ready, or how it ended before that
 */
export async function runBundled(env: Record<string, string>, early?: AbortSignal): Promise<Bundled | Ended> {
  const dataDir = env['IMAS_DATA_DIR'] ?? tmpdir();
  const main = await bundle(dataDir);
  const child = spawn(process.execPath, [main], {
    cwd: dataDir, stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...plainEnvironment(), IMAS_ROOT: projectRoot(), NODE_COMPILE_CACHE: join(dirname(main), 'compiled'), PORT: '0', IMAS_TIME_ZONE: 'UTC', IMAS_ALLOW_ADDRESSES: '127.0.0.1', LOG_LEVEL: 'warn', ...env },
  });
  early?.addEventListener('abort', () => child.kill('SIGKILL'));
  let said = '';
  const listening = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = ready.exec(said)?.[1];
      if (url !== undefined) listening.resolve(url);
    });
  }
  const gone = once(child, 'close') as Promise<[number | null]>;
  const url = await Promise.race([listening.promise, gone.then(() => undefined)]);
  if (url === undefined) return { code: child.exitCode, said };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return (await gone)[0];
  };
  return {
    url, pid: child.pid!, dataDir, said: () => said,
    kill: async () => void (await end('SIGKILL')),
    stop: (signal = 'SIGTERM') => end(signal),
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  };
}

/** The same, for tests that need it to run. @throws with what it said instead of starting */
export async function aBundled(env: Record<string, string>): Promise<Bundled> {
  const started = await runBundled(env);
  if ('code' in started) throw new Error(`The server ended with code ${started.code}:\n${started.said}`);
  return started;
}

/** A folder for a server's data, removed when the test ends. */
export async function aDataFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await quickFolder('imas-data-');
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }) };
}
