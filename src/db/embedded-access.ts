import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { superuser } from './embedded-cluster.ts';
import type { RunAs } from './embedded-user.ts';

/**
 * Writes who may connect, beside the cluster and not in it: root must not write into a folder of “nobody”.
 * The socket's folder is closed to other users; where the server runs as “nobody”, as other programs may,
 * it also asks the system who is calling and lets in root alone.
 * @returns the arguments that make the server read the two files
 */
export function writeAccess(dataDir: string, runAs: RunAs): string[] {
  const asNobody = runAs.owner !== undefined && runAs.owner.uid !== 0;
  const local = asNobody ? 'local all all peer map=owner\n' : 'local all all trust\n';
  // Windows has no Unix socket that Node can use; there PostgreSQL listens on the loopback address.
  const host = process.platform === 'win32' ? 'host all all 127.0.0.1/32 trust\n' : '';
  const rules = join(dataDir, 'postgres-access.conf');
  const names = join(dataDir, 'postgres-names.conf');
  writeFileSync(rules, local + host);
  writeFileSync(names, `owner root ${superuser}\n`);
  // The server reads them as its own user, whatever the umask here.
  for (const file of [rules, names]) chmodSync(file, 0o644);
  return ['-c', `hba_file=${rules}`, '-c', `ident_file=${names}`];
}
