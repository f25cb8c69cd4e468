import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Config } from '../config.ts';
import type { Say } from '../texts/say.ts';
import type { Finding } from './finding.ts';

const gigabyte = 1024 ** 3;

/** The data folder: there, ours to write, with room left. With DATABASE_URL it holds nothing that is needed. */
export function checkDataFolder({ DATABASE_URL, dataDir }: Pick<Config, 'DATABASE_URL' | 'dataDir'>, say: Say): Finding[] {
  if (DATABASE_URL !== undefined) return [];
  if (!existsSync(dataDir)) return [{ state: 'warn', text: say('cli.never_started', { folder: dataDir }) }];
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return [{ state: 'fail', text: say('database.folder_not_writable', { folder: dataDir, why: (error as NodeJS.ErrnoException).code ?? '' }) }];
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const free = (bavail * bsize) / gigabyte;
  return [{ state: free < 1 ? 'warn' : 'ok', text: say('cli.folder_good', { folder: dataDir, free: free.toFixed(1) }) }];
}

/** The port: ours already, free, or somebody else's. */
export async function checkPort({ HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>, say: Say): Promise<Finding[]> {
  const at = { host: HOST, port: PORT };
  if (PORT === 0) return [];
  const taken = await whyNotListen(HOST, PORT);
  if (taken === undefined) return [{ state: 'ok', text: say('cli.port_free', at) }];
  if (taken !== 'EADDRINUSE') return [{ state: 'fail', text: say('cli.port_refused', { ...at, why: taken }) }];
  const health = await healthAt(HOST, PORT);
  if (health === undefined) return [{ state: 'fail', text: say('cli.port_taken', at) }];
  return [{ state: health === 'healthy' ? 'ok' : 'fail', text: say(health === 'healthy' ? 'cli.running_well' : 'cli.running_ill', at) }];
}

async function whyNotListen(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  return new Promise((done) => {
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => done(undefined)));
  });
}

/** What our own service says there; undefined when it is another program. */
async function healthAt(host: string, port: number): Promise<string | undefined> {
  const name = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${name}:${port}/api/health/`, { signal: AbortSignal.timeout(3000) });
    const body = (await answer.json()) as { service?: unknown; status?: unknown };
    return body.service === 'imas-manager' ? String(body.status) : undefined;
  } catch {
    return undefined;
  }
}
