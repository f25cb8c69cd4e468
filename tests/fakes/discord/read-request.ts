import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { HonoRequest } from 'hono/request';
import { refuse } from './refusal.ts';
import { type Attachment, type Json, textIn } from './state.ts';

/** The body of a request: JSON, or a form with `payload_json` and `files[n]`, which `attachments` in it tell of (reference: Uploading Files). */
export async function readRequest(request: IncomingMessage, newId: () => string): Promise<{ body: Json; files: Attachment[] }> {
  const raw = await buffer(request);
  if (raw.length === 0) return { body: {}, files: [] };
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { body: parsed(type, raw.toString()), files: [] };
  const form = await new HonoRequest(new Request('http://fake', { method: 'POST', headers: { 'content-type': type }, body: new Uint8Array(raw) })).parseBody();
  const payload = form['payload_json'];
  const body = typeof payload === 'string' ? parsed('application/json', payload) : {};
  const told = ((body['data'] as Json | undefined)?.['attachments'] ?? body['attachments'] ?? []) as Json[];
  const files: Attachment[] = [];
  for (const [name, value] of Object.entries(form)) {
    const description = told.find(({ id }) => name === `files[${textIn(id)}]`)?.['description'];
    if (value instanceof File && name.startsWith('files')) files.push({ id: newId(), name: value.name, description: textIn(description) ?? '', type: value.type, content: Buffer.from(await value.arrayBuffer()) });
  }
  return { body, files };
}

function parsed(type: string, text: string): Json {
  if (!type.startsWith('application/json')) refuse(50_109);
  try {
    return JSON.parse(text) as Json;
  } catch {
    return refuse(50_109);
  }
}
