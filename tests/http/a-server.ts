import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { makeServer, type ServerParts } from '../../src/http/server.ts';
import type { Actor, Context } from '../../src/context.ts';
import { silent } from '../log.ts';

export interface RunningServer extends AsyncDisposable { origin: string; port: number; close(graceMs?: number): Promise<void> }

/** A server on a free port of the loopback. Without a database its contexts cannot query. */
export async function aServer(parts: Partial<Omit<ServerParts, 'config'>> & { config?: Partial<ServerParts['config']> }): Promise<RunningServer> {
  const server = makeServer({
    context: (actor: Actor) => ({ actor }) as unknown as Context,
    log: silent,
    routes: [],
    ...parts,
    config: { PUBLIC_URL: undefined, IMAS_LANGUAGE: 'en', IMAS_TRUSTED_PROXIES: [], timeZone: 'UTC', ...parts.config },
  });
  const { port } = await server.listen(0, '127.0.0.1');
  return { origin: `http://127.0.0.1:${port}`, port, close: (graceMs) => server.close(graceMs), [Symbol.asyncDispose]: () => server.close(100) };
}

/** Bytes as they go over the wire. @returns everything the server says until it hangs up */
export async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

export interface Got { status: number; headers: IncomingHttpHeaders; body: string }

/** One request on a connection of its own, with whatever headers. */
export function ask(origin: string, path: string, options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { method: options.method ?? 'GET', headers: options.headers ?? {}, agent: false }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode!, headers: response.headers, body }), reject);
    });
    sent.on('error', reject);
    sent.end(options.body);
  });
}
