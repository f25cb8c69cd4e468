import { createHash } from 'node:crypto';
import type { Lane } from '../platform-fault.ts';
import { longestWaitMs, type Pace } from '../rates/budgets.ts';

/** A call by what Discord counts it by: its kind, and the channel, guild or webhook it is about. */
export interface Counted { kind: string; place: string }

const own = /^(?:[A-Z]+ )?\/(?:interactions|webhooks)\/\d+\/([^/?]+)/;
/** Answers to interactions and webhooks: not the bot's own business, neither by its token nor by its global limit. @param route with its method or without */
export const carriesItsToken = (route: string): boolean => own.test(route);

/**
 * `POST /channels/:id/messages` and the channel; of what carries a token of its own, that token, unreadable. A new name or topic
 * is counted apart: two in ten minutes a channel.
 */
export function countedAs(method: string, route: string, body?: unknown): Counted {
  const path = route.split('?')[0]!;
  const secret = own.exec(path)?.[1];
  const place = secret === undefined ? (/^\/(?:channels|guilds)\/(\d+)/.exec(path)?.[1] ?? '') : createHash('sha256').update(secret).digest('base64url').slice(0, 20);
  const kind = `${method} ${path.replace(/^(\/(?:interactions|webhooks)\/\d+\/)[^/]+/, '$1:token').replaceAll(/\/\d+(?=\/|$)/g, '/:id').replace(/\/reactions\/.*/, '/reactions')}`;
  const isRename = kind === 'PATCH /channels/:id' && typeof body === 'object' && body !== null && ('name' in body || 'topic' in body);
  return { kind: isRename ? `${kind} name` : kind, place };
}

/**
 * A channel's messages and their edits are five in five seconds, told in Discord's headers: three at once and two more in
 * the rest of that time, so that no five seconds ever hold a sixth.
 */
const even = { intervalMs: 1700, burst: 2, waitMs: longestWaitMs };
/** What merely counts on a card leaves most of it to what people wait for. */
const spare = { ...even, burst: 0, waitMs: 0 };
const rename = { intervalMs: 300_000, burst: 1, waitMs: 0 };

/** How fast a lane may go with calls of this kind, together with all replicas. @returns undefined when nobody has to take turns: pages never do */
export function paceOf({ kind }: Counted, lane: Lane): Pace | undefined {
  if (kind === 'PATCH /channels/:id name') return rename;
  if (lane === 'page') return undefined;
  if (kind === 'POST /channels/:id/messages') return even;
  if (kind === 'PATCH /channels/:id/messages/:id') return lane === 'chores' ? spare : even;
  return undefined;
}
