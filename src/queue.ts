import type { Sql } from './db/client.ts';

/** Every job there is: name → payload. The handlers live in `jobs/handlers/<name>.ts`; nobody imports them. */
export interface Jobs {
  /** Opening, each step alone: the card in the team's channel and in #incidents … */
  'post-cards': { incidentId: string };
  /** … and the war room. */
  'open-room': { incidentId: string };
  /** Bring the posted copies of one incident's card up to date. */
  'update-cards': { incidentId: string };
  /** Invite to the room whoever is on the incident and not yet in. */
  'invite-to-room': { incidentId: string };
  /** Hand one notification to its provider. */
  'deliver': { notificationId: string };
  /** A line for the people in the room of an incident. */
  'say-in-room': { incidentId: string; key: string; text: { key: string; params: Record<string, string | number> } };
  'check-pending-escalations': Record<string, never>;
  'send-unacknowledged-reminders': Record<string, never>;
  'purge-raw-posts': Record<string, never>;
}
export type JobName = keyof Jobs;

export interface JobOptions {
  /** One pending job per key; a second send while one waits changes nothing. */
  key?: string;
  /** Seconds from now. Exact instants belong to `timers`, not here. */
  delaySeconds?: number;
  /** Paging outranks cosmetics. */
  priority?: number;
}
/** A job to be sent. */
export type Job = { [N in JobName]: { name: N; payload: Jobs[N]; options?: JobOptions } }[JobName];
/** The queue as verbs see it; pg-boss stands behind it. Jobs sent on a transaction's `sql` exist only if it commits. */
export interface Queue {
  send(sql: Sql, jobs: readonly Job[]): Promise<void>;
}
export type Enqueue = <N extends JobName>(name: N, payload: Jobs[N], options?: JobOptions) => Promise<void>;

/** Few queues, so that an idle process costs little: jobs are routed by name within them. */
export const queueOf = (name: JobName): 'paging' | 'chat' | 'chores' => {
  switch (name) {
    case 'deliver': return 'paging';
    case 'post-cards': case 'open-room': case 'update-cards': case 'invite-to-room': case 'say-in-room': return 'chat';
    default: return 'chores';
  }
};
