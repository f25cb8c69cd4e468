import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'undici';

/** Requests over a fixed number of connections, each sending its next one when the last was answered (closed loop). */
export interface Load {
  url: string;
  path: string;
  headers: Record<string, string>;
  connections: number;
  seconds: number;
  /** @param n counts the requests of this load from 0 */
  body(n: number): string;
  /** Told the number of answered requests, about five times a second. */
  progress?(answered: number): void;
}
export interface Answered {
  /** 2xx. */
  good: number;
  bad: number;
  seconds: number;
  /** The first answer that was not 2xx, or the fault. */
  complaint: string | undefined;
}

/** Runs in the benchmark's own process, so that its CPU does not count as the server's; it does compete for the same cores. */
export async function closedLoop(load: Load): Promise<Answered> {
  const clients = Array.from({ length: load.connections }, () => new Client(load.url, { pipelining: 1, headersTimeout: 30_000 }));
  const sums: Answered = { good: 0, bad: 0, seconds: 0, complaint: undefined };
  const began = performance.now();
  const over = (): boolean => performance.now() - began > load.seconds * 1000;
  let sent = 0;
  const one = async (client: Client): Promise<void> => {
    while (!over()) {
      const { status, text } = await exchange(client, load, load.body(sent++));
      if (status >= 200 && status < 300) sums.good++;
      else { sums.bad++; sums.complaint ??= `${status} ${text}`; }
    }
  };
  const ticker = setInterval(() => load.progress?.(sums.good), 200);
  try {
    await Promise.all(clients.map(one));
  } finally {
    clearInterval(ticker);
    sums.seconds = (performance.now() - began) / 1000;
    await Promise.all(clients.map((client) => client.destroy()));
  }
  return sums;
}

/** undici's lowest level: a generator that needs as much CPU as the server measures itself. */
function exchange(client: Client, { path, headers }: Load, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    let status = 0;
    let text = '';
    client.dispatch({ path, method: 'POST', headers, body }, {
      onRequestStart() {},
      onResponseStart(_, code) { status = code; },
      onResponseData(_, chunk) { if (status >= 300) text += chunk.toString().slice(0, 200); },
      onResponseEnd() { resolve({ status, text }); },
      onResponseError(_, error) { void wait(50).then(() => resolve({ status: 0, text: error.message })); },
    });
  });
}
