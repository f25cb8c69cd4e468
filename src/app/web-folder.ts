import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../root.ts';

/** The browser's files: beside the bundle; when the sources run as they are (development, tests), built now. */
export async function webFolder(): Promise<string> {
  const beside = join(import.meta.dirname, 'web');
  if (existsSync(join(beside, 'main.js'))) return beside;
  // Not a plain import: the bundle must not carry the bundler.
  const { buildWeb } = await import(new URL('../bundle.ts', import.meta.url).href) as typeof import('../bundle.ts');
  const folder = join(projectRoot(), 'dist', 'development-web');
  await buildWeb(folder, projectRoot());
  return folder;
}
