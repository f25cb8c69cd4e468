import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook's far end: notes when each incident's page arrived. In the benchmark's process, not the server's. */
export interface Receiver extends AsyncDisposable {
  url: string;
  /** Arrivals by the incident's id, in milliseconds of the epoch; the first of each counts. */
  arrivals: Map<string, number>;
  /** Requests beyond the first of an incident. */
  repeated: number;
}

export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    const at = performance.timeOrigin + performance.now();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const id = /"id":"([0-9a-f-]{36})"/.exec(Buffer.concat(chunks).toString())?.[1] ?? 'unknown';
      if (receiver.arrivals.has(id)) receiver.repeated++;
      else receiver.arrivals.set(id, at);
      response.writeHead(204).end();
    });
  }).listen(0, '127.0.0.1', 4096);
  await once(server, 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    arrivals: new Map(),
    repeated: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}
