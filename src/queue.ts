import type { Sql } from './db/client.ts';

/**
 * A platform beside the console. Its share of a job is a job of its own, in a queue of its own: one that is slow or away
 * holds nobody else up.
 */
export type FarPlatform = 'slack' | 'discord';

/** Every job there is: name → payload. The handlers live in `jobs/handlers/<name>.ts`; nobody imports them. */
export interface Jobs {
  /** Opening, each step alone: the card in the team's channel and in #incidents … */
  'post-cards': { incidentId: string };
  /** … and the war room. */
  'open-room': { incidentId: string; automatic: boolean; platform?: FarPlatform; /** User id: told when a platform refuses it. */ askedBy?: string };
  /** A platform has failed for long: the room opens elsewhere, if it still does. */
  'stand-by': { incidentId: string };
  /** Another room leads: that is said in the rooms that people leave … */
  'tell-moved': { incidentId: string; platform?: FarPlatform };
  /** … and to each of them, of all rooms that moved together. */
  'tell-people-moved': Record<string, never>;
  /** Topic and links of a room, where they are not part of opening it: from this step on. */
  'furnish-room': { incidentId: string; platform: FarPlatform; step: number; tries: number };
  /** The incident became confidential: only those who are invited see its room from now on. */
  'hide-room': { incidentId: string; platform?: FarPlatform; /** User id: told how it went. */ askedBy?: string };
  /** Merged away, or long over: say goodbye and close. */
  'close-room': { incidentId: string; platform?: FarPlatform };
  /** One card for a storm of incidents. */
  'storm-card': { stormId: string; platform?: FarPlatform };
  /** All clear to whoever was woken; a quiet word to the on-call if another took it. */
  'tell-acknowledged': { incidentId: string };
  'tell-resolved': { incidentId: string };
  /** Whoever keeps a picture of the incident outside of our house is brought up to date. */
  'tell-outside': { incidentId: string };
  /** Looks for what phones answered through ntfy, where nothing can reach us. */
  'read-taps': { providerId: string };
  /** Monitoring says all clear while people work: resolve, or keep open? */
  'ask-resolve': { incidentId: string; platform?: FarPlatform };
  /** “Still on it?” in the rooms of an incident; ISO instants of the question and of when it lapses. */
  'ask-still': { incidentId: string; since: string; lapsesAt: string; platform?: FarPlatform };
  /** Bring the posted copies of one incident's card up to date. */
  'update-cards': { incidentId: string; platform?: FarPlatform };
  /** What became of pages changed the cards of these incidents. */
  'redraw-cards': { incidentIds: readonly string[] };
  /** Cards of a platform that could not be brought up to date when they changed: all of them, by one job. */
  'catch-up-cards': { platform: FarPlatform };
  /** Invite to the room whoever is on the incident and not yet in. */
  'invite-to-room': { incidentId: string; platform?: FarPlatform };
  /** The card in a room, once it is posted. */
  'pin-card': { copyId: string; platform?: FarPlatform };
  /** Hand notifications to their providers. */
  'deliver': { notificationIds: readonly string[]; /** They had to wait for their provider: what goes to one receiver is one message. */ isCrowded?: boolean };
  /** The direct message of notifications that travel together, on a platform beside the console. */
  'tell-there': { notificationIds: readonly string[]; platform: FarPlatform; tries?: number };
  /** A word in the team's channel: nobody has answered for so long. */
  'tell-channel': { incidentId: string; key: string; minutes: number; platform?: FarPlatform };
  /** Somebody asks for access: the admins' card, posted or brought up to date. */
  'ask-access': { requestId: string; platform?: FarPlatform };
  /** The decision, told to whoever asked, where they asked; what they wanted is carried out. */
  'tell-access': { requestId: string; platform?: FarPlatform };
  /** Somebody's chat account became theirs: they are told, and what they were refused just before is carried out. */
  'tell-linked': { userId: string; platform: 'slack' | 'discord'; by: 'admin' | 'code' | 'email'; pendingId: string | null };
  /** An incident was declared from a message: its thread says so. */
  'answer-message': { incidentId: string; platform: FarPlatform; placeId: string; thread: string };
  /** A card in a team's channels, the admins' place or direct messages: posted, or brought up to date. */
  'post-bulletin': { bulletinId: string; platform?: FarPlatform };
  /** Looks for answers by SMS at a vendor that is asked, not told. */
  'read-replies': { providerId: string };
  /** How a call ended, asked for once it must have. */
  'call-result': { notificationId: string; tries: number };
  /** Whoever is on call for a team becomes the members of its group there. */
  'sync-user-group': { teamId: string; platform: FarPlatform };
  'check-pending-escalations': Record<string, never>;
  'send-unacknowledged-reminders': Record<string, never>;
  'purge-raw-posts': Record<string, never>;
  'cleanup-stale-war-rooms': Record<string, never>;
  'check-on-call': Record<string, never>;
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
export const queueOf = ({ name, payload }: { name: JobName; payload: object }): 'paging' | 'direct' | 'chat' | 'afar' | 'chores' => {
  switch (name) {
    case 'deliver': return 'paging';
    case 'tell-there': return 'direct';
    // Vendors that are asked may take their time, and neither chores nor messages wait for them, nor people's answers for chores.
    case 'read-replies': case 'call-result': return 'afar';
    case 'post-cards': case 'open-room': case 'stand-by': case 'tell-moved': case 'tell-people-moved': case 'furnish-room': case 'hide-room': case 'close-room': case 'storm-card': case 'ask-resolve': case 'ask-still': case 'tell-channel': case 'update-cards': case 'redraw-cards': case 'catch-up-cards': case 'invite-to-room': case 'pin-card': case 'ask-access': case 'tell-access': case 'tell-linked': case 'answer-message': case 'post-bulletin': case 'sync-user-group':
      return 'platform' in payload && payload.platform !== undefined ? 'afar' : 'chat';
    default: return 'chores';
  }
};
