import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { App } from './route.ts';

const API_VERSION = '1.0.0';

/** The document that routes describe themselves in; nothing is served by it. */
export function newDocument(): OpenAPIHono {
  const document = new OpenAPIHono();
  document.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'apiKey', in: 'header', name: 'Authorization', description: '`Token <your token>` or `Bearer <your token>`',
  });
  document.openAPIRegistry.registerPath({
    method: 'get', path: '/api/health/', tags: ['health'], summary: 'Are we well?', operationId: 'getHealth', security: [],
    responses: Object.fromEntries(['200', '503'].map((status) => [status, {
      description: status === '200' ? 'Well' : 'Not well',
      content: { 'application/json': { schema: z.object({ status: z.enum(['healthy', 'unhealthy']), service: z.literal('imas-manager'), version: z.string() }) } },
    }])),
  });
  return document;
}

/** Serves the finished document at /api/openapi.json. @param baseUrl as people reach us */
export function serveDocument(app: App, document: OpenAPIHono, baseUrl: string): void {
  let text: string | undefined;
  app.get('/api/openapi.json', () => {
    text ??= JSON.stringify(openApiOf(document, baseUrl));
    return new Response(text, { headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' } });
  });
}

const openApiOf = (document: OpenAPIHono, baseUrl: string) => document.getOpenAPI31Document({
  openapi: '3.1.0',
  info: {
    title: 'IMAS Manager',
    version: API_VERSION,
    description: 'Incidents, alerts, people and configuration. References take an id or a name and are answered as names. Every POST honours Idempotency-Key for a day. Refusals are problem+json (RFC 9457).',
  },
  servers: [{ url: baseUrl }],
  security: [{ token: [] }],
});
