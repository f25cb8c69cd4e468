import type { Sql } from './db/client.ts';

/** Every job there is: name → payload. The handlers live in `jobs/handlers/<name>.ts`; nobody imports them. */
export interface Jobs {
  /** Opening, each step alone: the card in the team's channel and in #incidents … */
  'post-cards': { incidentId: string };
  /** … and the war room. */
  'open-room': { incidentId: string; automatic: boolean };
  /** Merged away, or archived: say goodbye and close. */
  'close-room': { incidentId: string };
  /** One card for a storm of incidents. */
  'storm-card': { stormId: string };
  /** All clear to whoever was woken; a quiet word to the on-call if another took it. */
  'tell-acknowledged': { incidentId: string };
  'tell-resolved': { incidentId: string };
  /** Monitoring says all clear while people work: resolve, or keep open? */
  'ask-resolve': { incidentId: string };
  /** Bring the posted copies of one incident's card up to date. */
  'update-cards': { incidentId: string };
  /** Invite to the room whoever is on the incident and not yet in. */
  'invite-to-room': { incidentId: string };
  /** Hand notifications to their providers. */
  'deliver': { notificationIds: readonly string[] };
  /** A word in the team's channel: nobody has answered for so long. */
  'tell-channel': { incidentId: string; key: string; minutes: number };
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
    case 'post-cards': case 'open-room': case 'close-room': case 'storm-card': case 'ask-resolve': case 'tell-channel': case 'update-cards': case 'invite-to-room': return 'chat';
    default: return 'chores';
  }
};
