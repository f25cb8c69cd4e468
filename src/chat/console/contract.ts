import type { Answer, Card, Choice, Form } from '../card.ts';

/**
 * What the browser and the server say to each other: all of it below `/console/`,
 * JSON, same origin, session cookie, header `x-imas-csrf: <me.csrf>` on every POST.
 */
export interface Me { id: string; username: string; groups: string[]; language: 'en' | 'fr'; timeZone: string; csrf: string; soundOn: boolean }

export interface PlaceView {
  id: string;
  kind: 'channel' | 'room' | 'direct';
  /** `sre`, `incidents`, `inc-42-redis-prod`; for direct: the bot's name. */
  name: string;
  title: string;
  /** Short id of the incident that this room belongs to. */
  incident?: string;
  archived: boolean;
  unread: number;
  /** Unacknowledged pages for me in here: drawn as a red badge. */
  pages: number;
  lastMessageAt?: string;
}

export interface MessageView {
  id: string;
  place: string;
  /** Grows with every edit; a browser keeps the newest it has seen. */
  version: number;
  at: string;
  /** Absent when the bot speaks. */
  author?: { id: string; username: string };
  /** What a person typed in a room or channel. */
  text?: string;
  card?: Card;
  pinned: boolean;
  /** This message pages me: sound, badge, title. */
  page?: boolean;
}

export interface IncidentLine {
  id: string; shortId: string; title: string; service: string; team: string;
  severity: string; status: string; createdAt: string; lead?: string; room?: string;
}
export interface OnCallLine { team: string; level: number; user?: string; why: string; until?: string }

/** GET /console/state */
export interface ConsoleState {
  me: Me;
  places: PlaceView[];
  openIncidents: IncidentLine[];
  onCall: OnCallLine[];
  /** Health in a sentence when something is wrong; shown as a bar on top. */
  trouble?: string;
}

/** GET /console/incidents/:id */
export interface IncidentPage {
  incident: IncidentLine & {
    description: string; detectedAt: string; acknowledgedAt?: string; acknowledgedBy?: string;
    mitigatedAt?: string; resolvedAt?: string; mttd?: number; mtta?: number; mttr?: number;
    firing: number; alertsTotal: number;
  };
  card: Card;
  timeline: { at: string; who?: string; kind: string; text: string }[];
  alerts: { id: string; name: string; status: string; severity: string; startedAt: string; endedAt?: string; deliveries: number; source: string; labels: Record<string, string>; description: string; url?: string; notes: string[]; why?: string }[];
  notifications: { at: string; to: string; means: string; status: string; detail: string }[];
}

/** POST /console/say { place, text } · /console/press { place?, command, args } · /console/submit { place?, command, args, values } */
export type SayResult =
  /** The answer to a phrase or click; a private card is shown to me alone, below the messages, until dismissed. */
  | { kind: 'answer'; answer: Answer }
  /** A person's ordinary words: they arrive as a message by the event stream. */
  | { kind: 'said' };
/** GET /console/complete?place=&text= and GET /console/complete-field?command=&field=&typed= */
export type Completion = readonly Choice[];

/** GET /console/messages?place=&before= : newest last, 50 a page. POST /console/read { place } clears unread. */
export interface MessagesPage { messages: MessageView[]; more: boolean }

/** GET /console/events (server-sent events, `event: <type>`, JSON data, `id:` for resuming). */
export type ConsoleEvent =
  | { type: 'message'; message: MessageView }
  /** Places, incidents, on-call changed: fetch /console/state again. */
  | { type: 'state' }
  /** I am being paged: sound, title, badge, notification. */
  | { type: 'page'; incident: string; notice: string; place: string };

/**
 * Every error of these doors: problem+json. `fields` belongs beside the fields of a form.
 * 401 means the session is over: show the sign-in page.
 */
export interface Problem { title: string; detail: string; status: number; request_id: string; hint?: string; fields?: Record<string, string> }
export type { Card, Form };
