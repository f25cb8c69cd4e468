import { commands } from '../../../../commands/commands.ts';
import { listenerFor } from '../../../../src/app/listener.ts';
import { makeDispatch } from '../../../../src/chat/dispatch.ts';
import { slackHooks } from '../../../../src/chat/slack/happenings/hooks-of.ts';
import { startInbound, type Inbound } from '../../../../src/chat/slack/inbound.ts';
import { slackPeople } from '../../../../src/chat/slack/people.ts';
import { slackWeb, type Slack } from '../../../../src/chat/slack/web.ts';
import { actorOf } from '../../../../src/domain/people/actor-of.ts';
import { declare } from '../../../../src/domain/incidents/declare.ts';
import type { Incident } from '../../../../src/domain/incidents/schema.ts';
import type { Ports } from '../../../../src/domain/ports.ts';
import { aDatabase, type TestDatabase } from '../../../database.ts';
import { fakeSlack, type FakeSlack } from '../../../fakes/slack/fake-slack.ts';
import type { Person } from '../../../fakes/slack/person/person.ts';
import { silent } from '../../../log.ts';
import { testSealer } from '../../../night.ts';
import { aNight } from '../../../night.ts';
import { slackDoor } from '../a-door.ts';

export interface SlackRoom extends AsyncDisposable {
  slack: FakeSlack;
  db: TestDatabase;
  web: Slack;
  inbound: Inbound;
  incident: Incident;
  /** The incident's room, and a channel that is none. */
  room: string;
  channel: string;
  /** A responder with an account, and a member of the workspace without. */
  bea: Person;
  zoe: Person;
  /** Faults that the administrators were told of. */
  told: string[];
  /** Everything that was delivered is dealt with. */
  settled(): Promise<void>;
  timeline(): Promise<{ kind: string; actor_name: string; actor_id: string | null; text: string; at: Date }[]>;
}

/** An incident with a room in a local Slack, and everything between them but the jobs. */
export async function aSlackRoom(): Promise<SlackRoom> {
  const [slack, db] = await Promise.all([fakeSlack(), aDatabase()]);
  const night = await aNight(db.ctx());
  const incident = await declare(db.ctx((await actorOf(db.ctx(), night.max, 'console'))!), { title: 'Redis is down', service: 'redis-prod', severity: 'SEV1_CRITICAL', via: 'person' });
  const reader = { language: 'en', timeZone: 'UTC' } as const;
  const told: string[] = [];
  const web = slackWeb({ settings: { botToken: slack.botToken, signingSecrets: [slack.signingSecret], apiUrl: slack.apiUrl }, sql: db.sql, log: silent });
  const people = slackPeople({ slack: web, ctx: db.ctx() });
  const contextFor = listenerFor(db.ctx(), reader);
  const dispatch = makeDispatch({ commands, contextFor, ports: {} as Ports, fallback: { ctx: db.ctx(), ...reader } });
  const hooks = slackHooks({ slack: web, ctx: db.ctx(), people, dispatch, ...reader, tellAdmins: async ({ code }, place) => void told.push(`${code} ${place}`) });
  const open = () => startInbound({ slack: web, sql: db.sql, log: silent, sealer: testSealer, dispatch, people, commands, contextFor, ...reader, hooks });
  let inbound = await open();
  const door = await slackDoor(() => inbound);
  slack.deliverTo(door.url);
  const [bea, zoe] = [slack.addUser({ name: 'Bea', email: 'bea@example.org' }).id, slack.addUser({ name: 'Zoe Quinn', email: 'zoe@example.org' }).id] as const;
  const room = slack.addChannel({ name: 'inc-1-redis-prod', members: [bea, zoe] }).id;
  const channel = slack.addChannel({ name: 'payments', members: [bea, zoe] }).id;
  await db.sql`insert into rooms (incident_id, platform, place_id, name, is_automatic) values (${incident.id}, 'slack', ${room}, 'inc-1-redis-prod', true)`;
  return {
    slack, db, web, inbound, incident, room, channel, told, bea: slack.as(bea), zoe: slack.as(zoe),
    async settled() {
      await inbound.stop();
      inbound = await open();
    },
    timeline: async () => db.sql`select kind, actor_name, actor_id, text, at from timeline where incident_id = ${incident.id} and kind = 'message' order by at`,
    async [Symbol.asyncDispose]() {
      await inbound.stop();
      await door[Symbol.asyncDispose]();
      await slack[Symbol.asyncDispose]();
      await db[Symbol.asyncDispose]();
    },
  };
}
