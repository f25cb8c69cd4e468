import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from '../root.ts';
import type { App } from './route.ts';

/** Swagger UI writes styles into its elements; nothing else is looser than on our other pages, and nothing comes from elsewhere. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>IMAS Manager API</title>
<link rel="icon" type="image/png" href="/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;
const start = `window.SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#reference', deepLinking: true, docExpansion: 'none', persistAuthorization: false, validatorUrl: null });
`;
const types = { 'swagger-ui.css': 'text/css; charset=utf-8', 'swagger-ui-bundle.js': 'text/javascript; charset=utf-8', 'favicon-32x32.png': 'image/png' } as const;

/** The reference page at /api/docs/, all of it served by us, so that it works without the internet. */
export function serveDocs(app: App): void {
  const folder = dirname(createRequire(join(projectRoot(), 'package.json')).resolve('swagger-ui-dist/package.json'));
  app.on('GET', ['/api/docs', '/api/docs/'], () => new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'cache-control': 'no-cache' } }));
  app.get('/api/docs/start.js', () => new Response(start, { headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' } }));
  for (const [name, type] of Object.entries(types)) {
    app.get(`/api/docs/${name}`, async () => new Response(new Uint8Array(await readFile(join(folder, name))), { headers: { 'content-type': type, 'cache-control': 'public, max-age=86400' } }));
  }
}
