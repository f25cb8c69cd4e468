import type { Logger } from 'pino';
import type { Db, Sql } from './db/client.ts';
import type { Codename } from './permissions.ts';
import type { Enqueue, Queue } from './queue.ts';

/** On whose behalf something happens. */
export type Actor =
  | {
      kind: 'person';
      userId: string;
      username: string;
      permissions: ReadonlySet<Codename>;
      /** Teams this person manages. */
      manages: ReadonlySet<string>;
      /** Set when an API token narrows what its owner may do. */
      scopes?: ReadonlySet<Codename>;
      via: 'console' | 'slack' | 'discord' | 'api' | 'cli' | 'link' | 'sms' | 'call';
      ip?: string;
    }
  /** A chat identity that belongs to no account: what it may do at most is look. */
  | { kind: 'visitor'; platform: 'slack' | 'discord'; chatUserId: string; name: string; permissions: ReadonlySet<Codename>; via: 'slack' | 'discord' }
  | { kind: 'source'; sourceId: string; name: string }
  /** The product itself: a job, or the command line as an operating-system user. */
  | { kind: 'system'; name: string }
  | { kind: 'nobody'; ip?: string };

/**
 * What a verb gets first. Outside a transaction `now` is undefined on purpose:
 * the database's clock decides, and it is read when the transaction begins.
 */
export interface Context {
  readonly actor: Actor;
  /** Drizzle, for ordinary reads and writes; inside `transaction` it is the transaction. */
  readonly db: Db;
  /** The same connection as a postgres.js tagged template, for locks, `unnest` and CTEs. */
  readonly sql: Sql;
  readonly log: Logger;
  /** Sends a job; inside a transaction it is sent when, and only if, that commits. */
  readonly enqueue: Enqueue;
  readonly queue: Queue;
  readonly inTransaction: boolean;
  readonly requestId?: string;
  /** Set where pages that are written now leave by this process as soon as that commits: they are written as claimed by it. */
  readonly claims?: Claims;
}
/** What a transaction claims for the process it runs in. */
export interface Claims {
  /** The process's number in `replicas`: its death gives them back. */
  readonly replica: number;
  /** Ids of notifications, of those that a rolled back attempt wrote as well. */
  readonly ids: Set<string>;
}
/** A context inside a transaction: the instant at which it began, by the database's clock. */
export interface Tx extends Context {
  readonly now: Date;
  readonly inTransaction: true;
}

export const nobody: Actor = { kind: 'nobody' };
export const system = (name: string): Actor => ({ kind: 'system', name });
/** The user behind an actor, or null for sources and jobs. */
export const userIdOf = (actor: Actor): string | null => (actor.kind === 'person' ? actor.userId : null);
/** How an actor is named on timelines and in the audit log. */
export function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'person': return actor.username;
    case 'visitor': return actor.name;
    case 'source': return actor.name;
    case 'system': return actor.name;
    case 'nobody': return 'nobody';
  }
}
