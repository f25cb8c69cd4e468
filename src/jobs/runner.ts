import { hash } from 'node:crypto';
import { PgBoss, type Job as BossJob, type JobResult } from 'pg-boss';
import type { Logger } from 'pino';
import type { Context } from '../context.ts';
import type { Sql } from '../db/client.ts';
import { Undeliverable } from '../delivery/provider.ts';
import { queueOf, type Job, type JobName, type Jobs, type Queue } from '../queue.ts';
import { jobClaims, type Claims } from './claims.ts';
import { makeHands } from './hands.ts';
import { startLookout, type Lookout } from './lookout.ts';
import { onPages, pagesFirst } from './pages-first.ts';
import { bossDatabase, execute } from './pg-boss-database.ts';

/** What a job does. Idempotent: it may run again after a crash. */
export type Handler<N extends JobName> = (ctx: Context, payload: Jobs[N]) => Promise<void>;
export type Handlers = { readonly [N in JobName]: Handler<N> };

interface Envelope { name: JobName; payload: Jobs[JobName] }

const queues = {
  // Paging: as many tries as the escalation lives; each notification judges for itself.
  paging: { policy: 'standard', retryLimit: 20, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 },
  // Direct messages on platforms beside the console; each judges for itself when it comes again.
  direct: { policy: 'standard', retryLimit: 20, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 },
  // Cards and rooms: one waiting job per key, the newest state wins.
  chat: { policy: 'short', retryLimit: 50, retryDelay: 1, retryBackoff: true, retryDelayMax: 120 },
  // The same beside the console, where calls leave the house and may take their time.
  afar: { policy: 'short', retryLimit: 100, retryDelay: 1, retryBackoff: true, retryDelayMax: 120 },
  chores: { policy: 'short', retryLimit: 3, retryDelay: 5, retryBackoff: true },
} as const;
type QueueName = keyof typeof queues;

/**
 * Who works on each queue: how many jobs at once. They are told of new jobs at once, and of those that were put off by the
 * lookout. Pages have a second pair of hands; a job of theirs holds up to a hundred, and few at once let the worst go first.
 * Of those that call vendors several may be held up by one slow call each while others take what is new.
 */
const hands: readonly { queue: QueueName; batchSize: number }[] = [
  { queue: 'paging', batchSize: 100 },
  { queue: 'paging', batchSize: 100 },
  { queue: 'direct', batchSize: 100 },
  { queue: 'chat', batchSize: 50 },
  ...Array.from({ length: 8 }, () => ({ queue: 'afar', batchSize: 20 }) as const),
  { queue: 'chores', batchSize: 50 },
];
/** What hands look for by themselves, seconds: the lookout looks for all of them. */
const looksEvery = 60;

export interface Runner extends Queue {
  /** Makes the queues and begins to work; `send` is usable before. */
  work(contexts: Readonly<Record<'paging' | 'chat' | 'chores', Context>>, handlers: Handlers): Promise<void>;
  /** When a job without payload runs by itself (cron, in a zone); a run missed while everything was down is caught up once. */
  schedule(name: JobName, cron: string, timeZone: string): Promise<void>;
  nextRun(cron: string, timeZone: string): Date;
  /** Jobs waiting or being worked on, and the age in seconds of the oldest due one that waits for us alone: a chat vendor's outage is no fault of ours (spec §13). */
  depth(): Promise<{ depth: number; oldestSeconds: number }>;
  /** Gives back what a replica that died was working on. @returns how many jobs */
  release(replica: number): Promise<number>;
  stop(): Promise<void>;
}

/**
 * pg-boss lives here and nowhere else. `sql` is a pool of its own.
 * @param replica our number in `replicas`: whose death releases our jobs
 */
export async function startRunner({ sql, replica, log, workers = true }: { sql: Sql; replica: number; log: Logger; workers?: boolean }): Promise<Runner> {
  const working = makeHands((id) => boss.notifyWorker(id));
  const boss: PgBoss = new PgBoss({
    db: bossDatabase(sql, (queue) => working.wakeOne(queue)),
    schema: 'pgboss',
    schedule: workers,
    supervise: workers,
    useListenNotify: workers,
    monitorIntervalSeconds: 30,
    maintenanceIntervalSeconds: 300,
    // What we do not use costs nothing: jobs that wait for others, and its own record of processes, which wakes this one fifty times a second.
    flowIntervalSeconds: 3600,
    registerInstance: false,
    cronWorkerIntervalSeconds: 15,
  });
  boss.on('error', (error) => log.error({ err: error }, 'queue'));
  await boss.start();
  for (const [name, options] of Object.entries(queues)) {
    await boss.createQueue(name, { ...options, notify: true, expireInSeconds: 120, deleteAfterSeconds: 3600 });
  }

  const claims = jobClaims({ sql, replica, log });
  let again: NodeJS.Timeout | undefined;
  let lookout: Lookout | undefined;
  /** Killed between taking a job and claiming it: it is nobody's. The living claim theirs at once; should one be slower, running a job twice does no harm. */
  const freeUnclaimed = async (): Promise<number> => (await sql`
    update pgboss.job j set state = 'retry', start_after = now(), heartbeat_on = null
    where j.state = 'active' and j.started_on < now() - interval '1 second' and not exists (select from job_claims c where c.job_id = j.id) returning j.id`).length;

  return {
    async send(on, jobs) {
      for (const name of Object.keys(queues) as QueueName[]) {
        const mine = jobs.filter((job) => queueOf(job) === name);
        if (mine.length === 0) continue;
        await boss.insert(name, mine.map(toBoss), { db: { executeSql: (text, values) => execute(on, text, values) as Promise<{ rows: never[] }> } });
      }
    },
    async work({ paging: pages, chat, chores }, handlers) {
      const contexts: Readonly<Record<QueueName, Context>> = { paging: pages, direct: pages, chat, afar: chat, chores };
      for (const { queue, batchSize } of hands) {
        const options = { batchSize, burstWhenBatchFull: true, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: looksEvery, perJobResults: true, includeMetadata: true } as const;
        const hand = working.add(queue);
        hand.id = await boss.work<Envelope>(queue, options, (jobs: BossJob<Envelope>[]) => working.busy(hand, jobs.length === batchSize, () => workThrough(contexts[queue], handlers, jobs, { claims, queue })));
      }
      lookout = startLookout({ sql, log, queues: Object.keys(queues), wake: working.wakeAll });
    },
    async schedule(name, cron, timeZone) {
      await boss.schedule(queueOf({ name, payload: {} }), cron, { name, payload: {} }, { tz: timeZone, key: name, missed: 'once', singletonKey: name });
    },
    nextRun: (cron, timeZone) => boss.previewSchedule(cron, { tz: timeZone, count: 1 })[0]!,
    async depth() {
      const [row] = await sql<{ depth: number; oldest: number }[]>`
        select count(*)::int as depth, coalesce(max(extract(epoch from now() - start_after)) filter (where state in ('created', 'retry') and start_after <= now() and name not in ('direct', 'afar')), 0)::float8 as oldest
        from pgboss.job where state in ('created', 'retry', 'active')`;
      return { depth: row!.depth, oldestSeconds: row!.oldest };
    },
    async release(dead) {
      const rows = await sql`
        with claims as (delete from job_claims where replica = ${dead} returning job_id, queue)
        update pgboss.job j set state = 'retry', start_after = now(), heartbeat_on = null from claims c
        where j.name = c.queue and j.id = c.job_id and j.state = 'active' returning j.id`;
      // Again in a moment: what the dead one took in its last second looks like what the living have just taken.
      again = setTimeout(() => void freeUnclaimed().catch((error: unknown) => log.warn({ err: error }, 'queue')), 1200);
      return rows.length + (await freeUnclaimed());
    },
    async stop() {
      clearTimeout(again);
      await lookout?.stop();
      await boss.stop({ graceful: true, timeout: 8_000, close: false });
      await claims.stop();
    },
  };
}

const toBoss = (job: Job) => ({
  data: { name: job.name, payload: job.payload } satisfies Envelope,
  // 'short' queues hold one waiting job per key, and need one. A job that is put off must not swallow one that is wanted now.
  singletonKey: `${job.name}:${job.options?.key ?? fitting(JSON.stringify(job.payload))}${job.options?.delaySeconds === undefined ? '' : ':later'}`,
  ...(job.options?.delaySeconds === undefined ? {} : { startAfter: job.options.delaySeconds }),
  ...(job.options?.priority === undefined ? {} : { priority: job.options.priority }),
});

/** The key is indexed, and an index entry holds no more than 2,700 bytes: a hundred notifications in one job are more. */
const fitting = (key: string): string => (key.length <= 200 ? key : hash('sha256', key));

const messagesIn = (jobs: readonly BossJob<Envelope>[]): number => jobs.reduce((sum, { data: { payload } }) => sum + ('notificationIds' in payload ? payload.notificationIds.length : 1), 0);

/** A batch side by side, each job with its own verdict; claimed in our name meanwhile. */
async function workThrough(ctx: Context, handlers: Handlers, jobs: readonly BossJob<Envelope>[], own: { claims: Claims; queue: QueueName }): Promise<JobResult[]> {
  if (own.queue !== 'paging') return workClaimed(ctx, handlers, jobs, own);
  return onPages(messagesIn(jobs), () => workClaimed(ctx, handlers, jobs, own));
}

async function workClaimed(ctx: Context, handlers: Handlers, jobs: readonly BossJob<Envelope>[], own: { claims: Claims; queue: QueueName }): Promise<JobResult[]> {
  const ids = jobs.map((job) => job.id);
  await own.claims.take(ctx.sql, ids, own.queue);
  try {
    // Claimed first: a job that waits is not taken for one whose process died.
    if (own.queue !== 'paging' && own.queue !== 'direct') await pagesFirst();
    return await Promise.all(jobs.map(async ({ id, data }): Promise<JobResult> => {
      try {
        await (handlers[data.name] as Handler<JobName>)(ctx, data.payload);
        return { id, status: 'completed' };
      } catch (error) {
        const final = error instanceof Undeliverable && !error.retry;
        ctx.log[final ? 'error' : 'warn']({ err: error, job: data.name, payload: data.payload }, 'a job failed');
        return { id, status: final ? 'deadletter' : 'failed', output: { message: (error as Error).message } };
      }
    }));
  } finally {
    own.claims.over(ids);
  }
}
