import type { Config } from '../config.ts';
import { connect, type Address, type Sql } from '../db/client.ts';
import { ownDataFolder } from '../db/data-folder.ts';
import { connectToRunning, startEmbedded } from '../db/embedded.ts';

export interface OpenDatabase {
  sql: Sql;
  address: Address;
  /** Whose it is: ours alone now, a running service's, or that of DATABASE_URL. */
  whose: 'own' | 'running' | 'url';
  close(): Promise<void>;
}

/**
 * The database as it stands, nothing migrated: DATABASE_URL's, the embedded one of a running service, else the
 * embedded one started for as long as it is open.
 * @throws AppError `database.*`, or what the connection says
 */
export async function openDatabase(config: Pick<Config, 'DATABASE_URL' | 'dataDir'>, purpose: string): Promise<OpenDatabase> {
  if (config.DATABASE_URL !== undefined) return over({ url: config.DATABASE_URL }, 'url', async () => {});
  const running = await connectToRunning(config.dataDir);
  if (running) return over(running, 'running', async () => {});
  const ownership = await ownDataFolder(config.dataDir, purpose);
  try {
    const own = await startEmbedded({ dataDir: config.dataDir });
    return over(own, 'own', async () => {
      await own.stop();
      await ownership.release();
    });
  } catch (error) {
    await ownership.release();
    throw error;
  }
}

function over({ url, host, port, user, database }: Address, whose: OpenDatabase['whose'], after: () => Promise<void>): OpenDatabase {
  const address: Address = url === undefined ? { host: host!, port: port!, user: user!, database: database! } : { url };
  const sql = connect(address, { max: 1, name: 'imas command line' });
  return {
    sql, address, whose,
    async close() {
      await sql.end({ timeout: 5 });
      await after();
    },
  };
}
