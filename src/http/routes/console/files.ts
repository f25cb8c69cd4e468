import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { noRoute } from '../../problem.ts';
import type { App, Asked } from '../../route.ts';

interface File { body: Uint8Array<ArrayBuffer>; zipped: Uint8Array<ArrayBuffer> | undefined; type: string; etag: string }

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.map': 'application/json', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.mp3': 'audio/mpeg', '.wav': 'audio/wav', '.webmanifest': 'application/manifest+json',
};
/** Text below this size is not worth compressing. */
const ZIP_FROM = 1024;

/** The page and its files, held in memory: what is not in the folder at start cannot be asked for, whatever the path says. */
export function serveFiles(app: App, webDir: string): void {
  const files = load(webDir);
  const give = (c: Asked, name: string): Response => {
    const file = files.get(name);
    if (!file) throw noRoute(c.req.method, c.req.path);
    // The names stay the same from release to release, so browsers ask whether the content does.
    const headers = { 'content-type': file.type, etag: file.etag, 'cache-control': 'no-cache', vary: 'accept-encoding' };
    if (c.req.header('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
    if (file.zipped && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return new Response(file.zipped, { headers: { ...headers, 'content-encoding': 'gzip' } });
    return new Response(file.body, { headers });
  };
  app.get('/', (c) => give(c, 'index.html'));
  app.get('/sign-in', (c) => give(c, 'index.html'));
  app.get('/assets/:name', (c) => give(c, c.req.param('name')));
}

function load(folder: string): Map<string, File> {
  return new Map(readdirSync(folder).filter((name) => extname(name) in types).map((name) => {
    const body = new Uint8Array(readFileSync(join(folder, name)));
    const type = types[extname(name)]!;
    const zip = body.length >= ZIP_FROM && /text|json|svg/.test(type);
    return [name, { body, type, zipped: zip ? new Uint8Array(gzipSync(body)) : undefined, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }];
  }));
}
