import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const root = join(import.meta.dirname, '..');

/** One import statement: `src/chat/card.ts` needs `zod`, or `src/texts/say.ts`. */
export interface Import {
  from: string;
  /** A path from the project's root for our own files, else the name of the package (`hono`, `node:fs`) with its subpath. */
  to: string;
  ours: boolean;
  /** Erased before the code runs. */
  typeOnly: boolean;
}

/** Paths of the files below the folders, from the project's root, with forward slashes. */
export function filesIn(...folders: string[]): string[] {
  return folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))).sort();
}

export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Every import of the code files below the folders. */
export function importsIn(...folders: string[]): Import[] {
  return filesIn(...folders).filter((file) => /\.(ts|tsx|mjs)$/.test(file)).flatMap((file) => readImports(file, textOf(file)));
}

const statement = /^\s*(?:import|export)\s+(type\s)?(?:[\w*{][^;'"]*?\sfrom\s*)?['"]([^'"]+)['"]/gm;
const call = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The imports of one file: statements, re-exports, and calls of `import()`. */
export function readImports(file: string, text: string): Import[] {
  const found = [
    ...[...text.matchAll(statement)].map(([, type, target]) => ({ target: target!, typeOnly: type !== undefined })),
    ...[...text.matchAll(call)].map(([, target]) => ({ target: target!, typeOnly: false })),
  ];
  return found.map(({ target, typeOnly }) => {
    const ours = target.startsWith('.');
    const to = ours ? relative(root, resolve(root, dirname(file), target)).split(sep).join('/') : target;
    return { from: file, to, ours, typeOnly };
  });
}
