import { ownDataFolder } from '../../src/db/data-folder.ts';
import { startEmbedded } from '../../src/db/embedded.ts';

/* A process that owns a data folder and, unless told `folder-only`, runs its database, until it is ended. */
const [dataDir = '', mode] = process.argv.slice(2);
process.on('message', () => {});
try {
  await ownDataFolder(dataDir, 'holder');
  if (mode === 'folder-only') process.send?.({ owns: true });
  else {
    const { host, port, user, database } = await startEmbedded({ dataDir });
    process.send?.({ address: { host, port, user, database } });
  }
} catch (error) {
  process.send?.({ refusal: (error as Error).message });
  process.disconnect?.();
}
