import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../root.ts';

let built: Promise<string> | undefined;

/** The browser's files: beside the bundle; when the sources run as they are (development, tests), built once a process. */
export async function webFolder(): Promise<string> {
  const beside = join(import.meta.dirname, 'web');
  if (existsSync(join(beside, 'main.js'))) return beside;
  built ??= build();
  return built;
}

/** In a folder of this process's own: others may build at the same time. */
async function build(): Promise<string> {
  // Not a plain import: the bundle must not carry the bundler.
  const { buildWeb } = await import(new URL('../bundle.ts', import.meta.url).href) as typeof import('../bundle.ts');
  const folder = mkdtempSync(join(tmpdir(), 'imas-web-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await buildWeb(folder, projectRoot());
  return folder;
}
