import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerTo } from './errors.ts';
import type { Observe } from './observed.ts';
import { acceptedLanguage } from './problem.ts';
import { newRequestId } from './request-id.ts';
import type { HttpDeps } from './route.ts';

/** One answer, whole. */
export interface Said { status: number; headers: Readonly<Record<string, string>>; body: string }

/**
 * A door that must be quick: it speaks with Node itself, since requests and answers of the web's kind cost more than reading
 * an alert. No middleware stands before it; what it throws is answered as everywhere.
 */
export type QuickDoor = (deps: HttpDeps) => (incoming: IncomingMessage, requestId: string) => Promise<Said>;

/** Listens for Node's server on behalf of such a door. @param route the prefix by which the request came here, for the figures */
export function answerQuickly(door: QuickDoor, deps: HttpDeps, observe?: Observe): (incoming: IncomingMessage, outgoing: ServerResponse, route: string) => void {
  const take = door(deps);
  return (incoming, outgoing, route) => {
    const began = performance.now();
    const requestId = newRequestId();
    const reader = () => ({ language: acceptedLanguage(incoming.headers['accept-language'], deps.language), timeZone: deps.timeZone, requestId });
    void take(incoming, requestId).catch((error: unknown) => saidOf(answerTo(error, reader(), deps.log))).then(({ status, headers, body }) => {
      observe?.(incoming.method ?? 'GET', route, status, (performance.now() - began) / 1000);
      // Whoever hung up meanwhile is not answered.
      if (!outgoing.destroyed) outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
    });
  };
}

const saidOf = async (response: Response): Promise<Said> => ({ status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() });
