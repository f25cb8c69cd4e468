import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Methods } from './api/method.ts';
import { type Deliver, PATIENCE_MS, type Taken } from './deliver.ts';
import { newId, newSecret } from './ids.ts';
import { refuse } from './refusal.ts';
import type { Json, Workspace } from './state.ts';

const PING_MS = 10_000;
const FAREWELL_MS = 300;

export interface Sockets {
  /** apps.connections.open, for the app token. */
  methods: Methods;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connected(): number;
  deliver: Deliver;
  /** Torn without a word. */
  drop(): void;
  /** Slack's own word that a connection ends, after which the app connects anew. */
  sayDisconnect(reason?: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  refuse(refused: boolean): void;
  close(): Promise<void>;
}

/** Socket Mode: connections that the app opens with its app token, each with a ticket good for once. */
export function sockets(world: Workspace, origin: () => string): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const waiting = new Map<string, (body: unknown) => void>();
  let refused = false;
  let turn = 0;
  const all = (): WebSocket[] => [...server.clients].filter((it) => it.readyState === it.OPEN);
  const greet = (socket: WebSocket) => {
    socket.on('message', (data: Buffer) => {
      const { envelope_id: id, payload } = JSON.parse(data.toString()) as { envelope_id?: string; payload?: Json };
      waiting.get(id ?? '')?.(payload && Object.keys(payload).length > 0 ? payload : undefined);
    });
    socket.on('close', () => world.changes.changed());
    socket.send(JSON.stringify({ type: 'hello', num_connections: all().length, connection_info: { app_id: world.appId }, debug_info: { host: 'applink', approximate_connection_time: 18_060 } }));
    socket.ping();
    world.changes.changed();
  };
  const pinging = setInterval(() => all().forEach((it) => it.ping()), PING_MS);
  pinging.unref();
  return {
    methods: {
      'apps.connections.open'() {
        if (refused) refuse('internal_error');
        const ticket = newSecret();
        tickets.add(ticket);
        return { url: `${origin().replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${world.appId}` };
      },
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '', origin()).searchParams.get('ticket') ?? '';
      if (refused || !tickets.delete(ticket)) return void socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
      server.handleUpgrade(request, socket, head, greet);
    },
    connected: () => all().length,
    deliver: (type, payload, retry) => {
      const open = all();
      turn += 1;
      const socket = open[turn % Math.max(1, open.length)];
      if (!socket) return Promise.resolve({ status: 'unreachable', body: undefined });
      return new Promise<Taken>((resolve) => {
        const envelope = newId('E');
        const end = (taken: Taken) => {
          clearTimeout(timer);
          waiting.delete(envelope);
          resolve(taken);
        };
        const timer = setTimeout(() => end({ status: 'timeout', body: undefined }), PATIENCE_MS);
        waiting.set(envelope, (body) => end({ status: 200, body }));
        socket.send(JSON.stringify({ envelope_id: envelope, type, payload, accepts_response_payload: type !== 'events_api', ...(type === 'events_api' && { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' }) }));
      });
    },
    drop: () => server.clients.forEach((it) => it.terminate()),
    sayDisconnect: (reason = 'refresh_requested') => all().forEach((it) => it.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink' } }))),
    refuse: (now) => void (refused = now),
    async close() {
      refused = true;
      clearInterval(pinging);
      // Whoever is about to say goodbye may; nobody holds up the end for long.
      const gone = Promise.all([...server.clients].map((it) => once(it, 'close')));
      server.clients.forEach((it) => it.close(1000));
      await Promise.race([gone, sleep(FAREWELL_MS, undefined, { ref: false })]);
      server.clients.forEach((it) => it.terminate());
      server.close();
    },
  };
}
