import type { Config } from '../config.ts';
import type { Address } from '../db/client.ts';
import { ownDataFolder } from '../db/data-folder.ts';
import { connectToRunning, startEmbedded, type Embedded } from '../db/embedded.ts';

export interface Database {
  address: Address;
  /** Called once if the embedded server ends by itself. */
  onLost(tell: () => void): void;
  close(): Promise<void>;
}

const addressOf = ({ host, port, user, database }: Embedded): Address => ({ host, port, user, database });

/** The database: `DATABASE_URL`, else the embedded one on the data folder, which nobody else may be using. @param beside the command line: a running service's own database will do */
export async function openDatabase(config: Config, purpose: string, { beside = false } = {}): Promise<Database> {
  if (config.DATABASE_URL !== undefined) return { address: { url: config.DATABASE_URL }, onLost: () => {}, close: async () => {} };
  const running = beside ? await connectToRunning(config.dataDir) : undefined;
  if (running !== undefined) return { address: addressOf(running), onLost: () => {}, close: async () => {} };
  const owner = await ownDataFolder(config.dataDir, purpose);
  try {
    const embedded = await startEmbedded({ dataDir: config.dataDir });
    let closing = false;
    return {
      address: addressOf(embedded),
      onLost: (tell) => { embedded.exited.catch(() => { if (!closing) tell(); }); },
      async close() {
        closing = true;
        await embedded.stop();
        await owner.release();
      },
    };
  } catch (error) {
    await owner.release();
    throw error;
  }
}
