import type { HttpBindings } from '@hono/node-server';
import type { Context as HonoContext, Hono } from 'hono';
import type { Logger } from 'pino';
import type { Actor, Context } from '../context.ts';
import type { Language } from '../texts/say.ts';
import type { RateLimit } from './rate-limit.ts';

/** What travels with one request. */
export interface Env {
  Bindings: HttpBindings;
  Variables: {
    requestId?: string;
    /** The reader's language and zone once they are known. */
    language?: Language;
    timeZone?: string;
    ctx?: Context;
  };
}
export type App = Hono<Env>;
export type Asked = HonoContext<Env>;

/** What every group of routes is given. */
export interface HttpDeps {
  /** A context to hand to verbs and finders, on behalf of an actor. */
  context(actor: Actor, requestId?: string): Context;
  log: Logger;
  /** What is spoken to people who are not known yet. */
  language: Language;
  timeZone: string;
  /** As people reach us, without trailing slash; undefined when not set. */
  publicUrl: string | undefined;
  /** The address of whoever asks; forwarded ones count only from trusted proxies. */
  clientAddress(at: { env: Pick<HttpBindings, 'incoming'> }): string | undefined;
  /** Fires when the server closes: long answers end themselves. */
  closing: AbortSignal;
  signInLimit: RateLimit;
  apiLimit: RateLimit;
}
/** Registers routes. What a group needs beyond HttpDeps it closes over. */
export type RouteGroup = (app: App, deps: HttpDeps) => void;
