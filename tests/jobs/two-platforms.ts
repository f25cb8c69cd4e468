import { commands } from '../../commands/commands.ts';
import { directCard, makePosting } from '../../src/app/posting.ts';
import { consolePlatform } from '../../src/chat/console/platform.ts';
import type { Platform, PlatformName } from '../../src/chat/platform.ts';
import type { Context } from '../../src/context.ts';
import { declare } from '../../src/domain/incidents/declare.ts';
import type { Incident } from '../../src/domain/incidents/schema.ts';
import type { Delivering } from '../../src/jobs/delivering.ts';
import { askResolve } from '../../src/jobs/handlers/ask-resolve.ts';
import { catchUpCards } from '../../src/jobs/handlers/catch-up-cards.ts';
import { closeRoom } from '../../src/jobs/handlers/close-room.ts';
import { makeDeliveries } from '../../src/jobs/handlers/deliver.ts';
import { furnishRoom } from '../../src/jobs/handlers/furnish-room.ts';
import { hideRoom } from '../../src/jobs/handlers/hide-room.ts';
import { inviteToRoom } from '../../src/jobs/handlers/invite-to-room.ts';
import { pinCard } from '../../src/jobs/handlers/pin-card.ts';
import { openRoom } from '../../src/jobs/handlers/open-room.ts';
import { standBy } from '../../src/jobs/handlers/stand-by.ts';
import { tellPeopleMoved } from '../../src/jobs/handlers/tell-people-moved.ts';
import { tellMoved } from '../../src/jobs/handlers/tell-moved.ts';
import { postCards } from '../../src/jobs/handlers/post-cards.ts';
import { stormCard } from '../../src/jobs/handlers/storm-card.ts';
import { tellChannel } from '../../src/jobs/handlers/tell-channel.ts';
import { tellThere } from '../../src/jobs/handlers/tell-there.ts';
import { redrawCards } from '../../src/jobs/handlers/redraw-cards.ts';
import { updateCards } from '../../src/jobs/handlers/update-cards.ts';
import type { Posting } from '../../src/jobs/opening.ts';
import type { Handler } from '../../src/jobs/runner.ts';
import { tellAdmins } from '../../src/jobs/tell-admins.ts';
import type { Job, JobName } from '../../src/queue.ts';
import { aDatabase, type TestDatabase } from '../database.ts';
import { aPlatform, type FakePlatform } from '../fakes/a-platform.ts';
import { aNight, testSealer, type Night } from '../night.ts';

export interface TwoPlatforms extends AsyncDisposable {
  db: TestDatabase;
  ctx: Context;
  night: Night;
  slack: FakePlatform;
  /** There once it is connected. */
  discord: FakePlatform;
  /** The team has a channel in Discord as well, and its people are linked there. */
  connectDiscord(): Promise<void>;
  /** Moves the clock, and hands on what is due of rooms that cannot be posted to. */
  pass(time: string): Promise<void>;
  platforms: Map<PlatformName, Platform>;
  posting: Posting;
  /** An incident of the night's service, declared; its jobs wait. */
  incident(severity?: 'SEV1_CRITICAL' | 'SEV4_LOW'): Promise<Incident>;
  /** Carries out what waits, until nothing is due at once. @returns jobs that failed, as `name: message` */
  work(): Promise<string[]>;
  /** What was put off, and by how many seconds; taken out of the queue. */
  putOff(): Job[];
  run(job: Job): Promise<void>;
}

/** The console and a Slack in memory, and the jobs between them, one by one: no queue, no clock. */
export async function twoPlatforms(): Promise<TwoPlatforms> {
  const db = await aDatabase();
  const ctx = db.ctx();
  const night = await aNight(ctx);
  await db.sql`update users set slack_user_id = 'U-' || username`;
  await db.sql`update teams set slack_channel_id = 'C-sre' where id = ${night.team}`;
  db.jobs.length = 0;
  const [slack, discord] = [aPlatform(), aPlatform('discord')];
  const platforms = new Map<PlatformName, Platform>([['console', consolePlatform({ sql: db.sql })], ['slack', slack]]);
  const reader = { language: 'en', timeZone: 'UTC' } as const;
  const posting = makePosting({ replica: 1, platforms, commands, reader, publicUrl: 'https://imas.example.com', defaultChannel: () => 'C-default' });
  const delivering: Delivering = {
    replica: 1, platforms, opening: { providerKinds: [], sealer: testSealer }, providerOf: () => undefined, tools: { allowAddresses: [], timeoutMs: 1000 },
    keys: { current: Buffer.alloc(32), old: [] }, publicUrl: undefined, ...reader, directCard: directCard(commands), tellAdmins: (name, error) => tellAdmins(ctx, posting, name, error),
  };
  const handlers: { [N in JobName]?: Handler<N> } = {
    'post-cards': postCards(posting), 'open-room': openRoom(posting), 'stand-by': standBy(posting), 'tell-moved': tellMoved(posting), 'tell-people-moved': tellPeopleMoved(posting), 'close-room': closeRoom(posting), 'furnish-room': furnishRoom(posting), 'hide-room': hideRoom(posting), 'invite-to-room': inviteToRoom(posting), 'pin-card': pinCard(posting), 'update-cards': updateCards(posting), 'redraw-cards': redrawCards(posting),
    'catch-up-cards': catchUpCards(posting), 'storm-card': stormCard(posting), 'ask-resolve': askResolve(posting), 'tell-channel': tellChannel(posting), deliver: makeDeliveries(delivering).byJob, 'tell-there': tellThere(delivering, posting),
  };
  const put: Job[] = [];
  const run = async (job: Job): Promise<void> => { await (handlers[job.name] as Handler<JobName> | undefined)?.(ctx, job.payload); };
  return {
    db, ctx, night, slack, discord, platforms, posting, run,
    async connectDiscord() {
      platforms.set('discord', discord);
      await db.sql`update users set discord_user_id = 'D-' || username`;
      await db.sql`update teams set discord_channel_id = 'C-dis', primary_platform = 'slack' where id = ${night.team}`;
    },
    async pass(time) {
      await db.advance(time);
      const due = await db.sql<{ subject: string }[]>`delete from timers where kind = 'stand-by' and due_at <= imas_now() returning subject`;
      db.jobs.push(...due.map(({ subject }): Job => ({ name: 'stand-by', payload: { incidentId: subject }, options: { key: subject } })));
    },
    incident: (severity = 'SEV1_CRITICAL') => declare(ctx, { title: 'Redis is down', service: 'redis-prod', severity, via: 'person' }),
    async work() {
      const failed: string[] = [];
      for (let job = db.jobs.shift(); job !== undefined; job = db.jobs.shift()) {
        // A second is what cards wait to be drawn together.
        if ((job.options?.delaySeconds ?? 0) > 1) { put.push(job); continue; }
        await run(job).catch((error: unknown) => failed.push(`${job!.name}: ${(error as Error).message}`));
      }
      return failed;
    },
    putOff: () => put.splice(0),
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  };
}
