import { once } from 'node:events';
import { type IncomingHttpHeaders, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Inbox } from './inbox.ts';

interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}
/** How to answer: a plain answer, silence, a torn connection, or a function of the request. */
export type Behaviour = { status: number; headers?: Record<string, string>; body?: string } | 'hang' | 'reset' | ((request: Received) => Behaviour);

export interface FakeHttp extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  url: string;
  port: number;
  requests: readonly Received[];
  /** From now on; with `times`, for so many requests, then 200 again. */
  answer(behaviour: Behaviour, times?: number): void;
  redirectTo(url: string): void;
  /** The first matching request that nobody took yet, or the next to come. */
  next(wanted?: (request: Received) => boolean, within?: number): Promise<Received>;
}

const OK = { status: 200 };

/** A local HTTP server that remembers requests and answers as told (200 by default). */
export async function fakeHttp(): Promise<FakeHttp> {
  const inbox = new Inbox<Received>(({ method, path }) => `${method} ${path}`);
  let behaviour: Behaviour = OK;
  let left = Infinity;
  const server = createServer(async (request, response) => {
    const received = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: await text(request) };
    const chosen = left > 0 ? behaviour : OK;
    left -= 1;
    inbox.add(received);
    carryOut(chosen, received, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const answer = (next: Behaviour, times = Infinity) => {
    behaviour = next;
    left = times;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests: inbox.all,
    answer,
    redirectTo: (location) => answer({ status: 302, headers: { location } }),
    next: (wanted, within) => inbox.next(wanted, within),
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function carryOut(behaviour: Behaviour, request: Received, response: ServerResponse): void {
  if (typeof behaviour === 'function') return carryOut(behaviour(request), request, response);
  if (behaviour === 'hang') return;
  if (behaviour === 'reset') return void response.socket?.resetAndDestroy();
  response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body ?? '');
}
