import type { WebSocket } from 'ws';
import { newSecret } from '../ids.ts';
import type { Json, World } from '../state.ts';

const DISPATCH = 0;
const GUILDS = 1, GUILD_MEMBERS = 1 << 1, GUILD_MESSAGES = 1 << 9, DIRECT_MESSAGES = 1 << 12;

interface Event { s: number; t: string; d: Json }
/** What one identified client gets, kept so that it can be said again after a break. */
export interface Session { id: string; intents: number; events: Event[]; socket: WebSocket | undefined }

export interface Sessions {
  open(intents: number, socket: WebSocket): Session;
  find(id: string): Session | undefined;
  forget(wanted: (session: Session) => boolean): void;
  /** To one session, when it asked for such events. */
  dispatch(session: Session, event: string, data: Json): void;
  /** What came after this sequence number. */
  replay(session: Session, after: number): number;
  all(): Session[];
}

/** The intent without which an event is not sent; 0 for those that always are. */
function intentOf(world: World, event: string, data: Json): number {
  if (event === 'GUILD_MEMBER_UPDATE') return (data['user'] as { id: string }).id === world.botId ? GUILDS : GUILD_MEMBERS;
  if (event.startsWith('MESSAGE_')) return data['guild_id'] === undefined ? DIRECT_MESSAGES : GUILD_MESSAGES;
  return /^(GUILD|CHANNEL|THREAD)_/.test(event) ? GUILDS : 0;
}

export function sessions(world: World): Sessions {
  let live: Session[] = [];
  const send = (session: Session, event: Event): void => session.socket?.send(JSON.stringify({ op: DISPATCH, ...event }));
  const dispatch = (session: Session, t: string, d: Json): void => {
    const intent = intentOf(world, t, d);
    if (intent !== 0 && (session.intents & intent) === 0) return;
    const event: Event = { s: session.events.length + 1, t, d };
    session.events.push(event);
    send(session, event);
  };
  world.happened = (event, data) => live.forEach((session) => dispatch(session, event, structuredClone(data)));
  return {
    open(intents, socket) {
      const session: Session = { id: newSecret(), intents, events: [], socket };
      live.push(session);
      return session;
    },
    find: (id) => live.find((it) => it.id === id),
    forget: (wanted) => void (live = live.filter((it) => !wanted(it))),
    dispatch,
    replay(session, after) {
      const missed = session.events.filter((it) => it.s > after);
      missed.forEach((it) => send(session, it));
      return missed.length;
    },
    all: () => live,
  };
}
