import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Routes } from '../rest/route.ts';
import type { Json, World } from '../state.ts';
import { guildCreates, readyJson } from './ready.ts';
import { type Session, sessions } from './sessions.ts';

const HEARTBEAT = 1, IDENTIFY = 2, PRESENCE = 3, VOICE = 4, RESUME = 6, RECONNECT = 7, MEMBERS = 8, INVALID = 9, HELLO = 10, ACK = 11;
const UNKNOWN_OP = 4001, UNDECODABLE = 4002, NOT_IDENTIFIED = 4003, BAD_TOKEN = 4004, TWICE = 4005, BAD_SEQUENCE = 4007, BAD_VERSION = 4012, BAD_INTENTS = 4013, DISALLOWED_INTENTS = 4014;
/** GuildMembers, GuildPresences, MessageContent: nobody switched them on for this application. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const KNOWN_INTENTS = (1 << 26) - 1;
/** After these a session cannot be resumed. */
const ENDS_SESSION = [1000, 1001, BAD_SEQUENCE, 4009];
const STARTS_A_DAY = 1000;

export interface Gateway {
  /** Connections that are identified or resumed. */
  connected(): number;
  identifies: readonly { at: number; intents: number }[];
  resumes: readonly { at: number; replayed: number }[];
  /** Closes every connection with this code; without one the line just goes dead. */
  drop(code?: number): void;
  /** Op 7: asks every client to come back. */
  reconnect(): void;
  /** Op 9; what cannot be resumed is forgotten. */
  invalidate(isResumable: boolean): void;
  /** From now on the connections there are hear nothing, not even an acknowledgement. New ones do. @param isDeaf nor does it say goodbye when it is left */
  silence(isDeaf?: boolean): void;
  /** Nobody gets a connection while it refuses. */
  refuse(isRefusing: boolean): void;
  /** Every token is refused while calls are taken with it. */
  refuseToken(isRefusing: boolean): void;
  /** When connections were refused, in milliseconds. */
  refused: readonly number[];
  /** So many sessions may begin today, beside those that did; without a number as many as Discord lets. */
  startsLeft(n?: number): void;
}
export interface GatewayServer extends Gateway {
  routes: Routes;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/** The gateway, version 10 in plain JSON (events/gateway). */
export function gateway(world: World, heartbeatMs: number): GatewayServer {
  const server = new WebSocketServer({ noServer: true });
  const known = sessions(world);
  const silent = new WeakSet<WebSocket>();
  const identifies: { at: number; intents: number }[] = [];
  const resumes: { at: number; replayed: number }[] = [];
  const refused: number[] = [];
  let isRefusing = false;
  let isTokenRefused = false;
  let most = STARTS_A_DAY;
  const send = (socket: WebSocket, op: number, d: unknown): void => {
    if (!silent.has(socket)) socket.send(JSON.stringify({ op, d, s: null, t: null }));
  };
  const sessionOn = (socket: WebSocket): Session | undefined => known.all().find((it) => it.socket === socket);
  const identify = (socket: WebSocket, d: Json): void => {
    const intents = Number(d['intents']);
    if (sessionOn(socket)) return socket.close(TWICE);
    if (d['token'] !== world.token || !world.isTokenValid || isTokenRefused) return socket.close(BAD_TOKEN, 'Authentication failed.');
    if (!Number.isInteger(intents) || intents < 0 || (intents & ~KNOWN_INTENTS) !== 0) return socket.close(BAD_INTENTS, 'Invalid intent(s).');
    if ((intents & PRIVILEGED) !== 0) return socket.close(DISALLOWED_INTENTS, 'Disallowed intent(s).');
    identifies.push({ at: world.now(), intents });
    const session = known.open(intents, socket);
    known.dispatch(session, 'READY', readyJson(world, session));
    for (const guild of guildCreates(world)) known.dispatch(session, 'GUILD_CREATE', guild);
  };
  const resume = (socket: WebSocket, d: Json): void => {
    const session = known.find(String(d['session_id']));
    if (d['token'] !== world.token || !world.isTokenValid || isTokenRefused) return socket.close(BAD_TOKEN, 'Authentication failed.');
    if (!session) return send(socket, INVALID, false);
    if (Number(d['seq']) > session.events.length) return socket.close(BAD_SEQUENCE, 'Invalid seq.');
    session.socket = socket;
    resumes.push({ at: world.now(), replayed: known.replay(session, Number(d['seq'])) });
    known.dispatch(session, 'RESUMED', { _trace: [] });
  };
  const receive = (socket: WebSocket, raw: Buffer): void => {
    const said = raw.length <= 4096 ? parsed(raw) : undefined;
    if (!said) return socket.close(UNDECODABLE, 'Decode error.');
    const op = Number(said['op']);
    if (op === HEARTBEAT) return send(socket, ACK, null);
    if (op === IDENTIFY) return identify(socket, said['d'] as Json);
    if (op === RESUME) return resume(socket, said['d'] as Json);
    if (![PRESENCE, VOICE, MEMBERS].includes(op)) return socket.close(UNKNOWN_OP);
    if (!sessionOn(socket)) socket.close(NOT_IDENTIFIED);
  };
  const accept = (socket: WebSocket, request: IncomingMessage): void => {
    const query = new URL(request.url ?? '', world.origin).searchParams;
    if (query.get('v') !== '10') return socket.close(BAD_VERSION);
    if ((query.get('encoding') ?? 'json') !== 'json' || query.has('compress')) return socket.close(UNDECODABLE);
    socket.on('message', (raw) => {
      receive(socket, raw as Buffer);
      world.changes.changed();
    });
    socket.on('close', (code) => {
      const session = sessionOn(socket);
      if (session) session.socket = undefined;
      if (ENDS_SESSION.includes(code)) known.forget((it) => it === session);
      world.changes.changed();
    });
    send(socket, HELLO, { heartbeat_interval: heartbeatMs, _trace: [] });
  };
  const everyone = (what: (socket: WebSocket) => void): void => [...server.clients].forEach(what);
  return {
    identifies, resumes, refused,
    connected: () => known.all().filter((it) => it.socket !== undefined).length,
    drop(code) {
      if (code !== undefined && ENDS_SESSION.includes(code)) known.forget(() => true);
      everyone((socket) => (code === undefined ? socket.terminate() : socket.close(code)));
    },
    reconnect: () => everyone((socket) => send(socket, RECONNECT, null)),
    invalidate(isResumable) {
      everyone((socket) => send(socket, INVALID, isResumable));
      for (const session of known.all()) session.socket = undefined;
      if (!isResumable) known.forget(() => true);
    },
    silence: (isDeaf = false) => everyone((socket) => {
      silent.add(socket);
      if (isDeaf) socket.pause();
      const session = sessionOn(socket);
      if (session) session.socket = undefined;
    }),
    refuse: (now) => void (isRefusing = now),
    refuseToken: (now) => void (isTokenRefused = now),
    startsLeft: (n) => void (most = n === undefined ? STARTS_A_DAY : identifies.length + n),
    routes: {
      'GET /gateway': () => ({ url: world.origin.replace('http', 'ws') }),
      'GET /gateway/bot': () => ({ url: world.origin.replace('http', 'ws'), shards: 1, session_start_limit: { total: STARTS_A_DAY, remaining: most - identifies.length, reset_after: 86_400_000, max_concurrency: 1 } }),
    },
    upgrade(request, socket, head) {
      if (isRefusing) {
        refused.push(performance.now());
        world.changes.changed();
        return void socket.destroy();
      }
      server.handleUpgrade(request, socket, head, (client) => accept(client, request));
    },
    async close() {
      everyone((socket) => socket.terminate());
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

function parsed(raw: Buffer): Json | undefined {
  try {
    return JSON.parse(raw.toString()) as Json;
  } catch {
    return undefined;
  }
}
