import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { ConsoleEvent, ConsoleState, MessageView, Problem } from '../../src/chat/console/contract.ts';
import { incidentPage, night, nightMessages } from './console-story.ts';
import { Inbox } from './inbox.ts';

export interface Asked { path: string; query: Record<string, string>; body: Record<string, unknown>; csrf: string | undefined }
export type Answers = (asked: Asked) => unknown;

/** The answer of a door that refuses. */
export class Refuse {
  readonly problem: Problem;
  constructor(status: number, detail: string, rest: Partial<Problem> = {}) {
    this.problem = { title: 'Refused', status, detail, request_id: 'req-7', ...rest };
  }
}

const POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', html: 'text/html; charset=utf-8', map: 'application/json' };

/** The server side of the console's contract with canned data, for tests of its browser side. */
export class FakeConsoleServer implements AsyncDisposable {
  state: ConsoleState = night();
  messages: MessageView[] = nightMessages();
  signedIn = true;
  /** Answers that differ from the canned ones, by path below /console/. */
  readonly answers: Record<string, Answers> = {};
  /** Everything that was posted. */
  readonly posted = new Inbox<Asked>((asked) => asked.path);
  /** Event streams that browsers opened. */
  readonly listeners = new Inbox<string>((path) => path);
  readonly unknown: string[] = [];
  readonly #streams = new Set<ServerResponse>();
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  readonly #web: string;

  /** @param web folder with what buildWeb made */
  constructor(web: string) {
    this.#web = web;
  }

  /** @returns the origin, `http://127.0.0.1:PORT` */
  async start(port = 0): Promise<string> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Tells every open browser. */
  emit(event: ConsoleEvent): void {
    for (const stream of this.#streams) stream.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  /** Posts or edits a message: kept, and told to every open browser. */
  post(message: MessageView): void {
    this.messages = [...this.messages.filter((it) => it.id !== message.id), message];
    this.emit({ type: 'message', message });
  }

  /** Cuts every event stream; `retry` says in how many milliseconds browsers come back. */
  cutStreams(retry: number): void {
    for (const stream of this.#streams) stream.end(`retry: ${retry}\n\n`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://console');
    response.setHeader('content-security-policy', POLICY);
    if (pathname === '/console/events' && this.signedIn) this.#stream(response);
    else if (pathname.startsWith('/console/')) {
      const body = request.method === 'POST' ? await json(request) as Record<string, unknown> : {};
      const asked: Asked = { path: pathname.slice('/console/'.length), query: Object.fromEntries(searchParams), body, csrf: request.headers['x-imas-csrf'] as string | undefined };
      if (request.method === 'POST') this.posted.add(asked);
      const answer = await (this.signedIn || asked.path === 'sign-in' ? this.#answer(asked) : new Refuse(401, 'Sign in first.'));
      const [status, content] = answer instanceof Refuse ? [answer.problem.status, answer.problem] : [200, answer];
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
    } else await this.#file(pathname, response);
  }

  #answer(asked: Asked): unknown {
    const own = this.answers[asked.path];
    if (own) return own(asked);
    if (asked.path === 'state') return this.state;
    if (asked.path === 'messages') return { messages: this.messages.filter((it) => it.place === asked.query['place']), more: false };
    if (asked.path === 'incidents/INC-42') return incidentPage();
    if (asked.path.startsWith('complete')) return [];
    if (asked.path === 'sign-in' || asked.path === 'sign-out') this.signedIn = asked.path === 'sign-in';
    if (['read', 'sign-in', 'sign-out'].includes(asked.path)) return {};
    if (['say', 'press', 'submit'].includes(asked.path)) return { kind: 'said' };
    return new Refuse(404, 'There is nothing here.');
  }

  #stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(':\n\n');
    this.#streams.add(response);
    response.on('close', () => this.#streams.delete(response));
    this.listeners.add('events');
  }

  async #file(pathname: string, response: ServerResponse): Promise<void> {
    const name = ['/', '/sign-in'].includes(pathname) ? 'index.html' : pathname.replace(/^\/assets\//, '');
    const content = await readFile(join(this.#web, name)).catch(() => undefined);
    if (!content) this.unknown.push(pathname);
    response.writeHead(content ? 200 : 404, { 'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain' }).end(content);
  }
}
