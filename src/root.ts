import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder that holds package.json, node_modules and migrations/.
 * `IMAS_ROOT` (set by src/start.ts) wins, because the bundle may lie outside the
 * project when the install folder is read-only; else it is found upwards from this file.
 */
export function projectRoot(): string {
  if (process.env['IMAS_ROOT']) return process.env['IMAS_ROOT'];
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('No package.json was found above the program, so its files cannot be located.');
    folder = parent;
  }
  return folder;
}
