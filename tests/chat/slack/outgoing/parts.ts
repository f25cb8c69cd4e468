import type { Sql } from '../../../../src/db/client.ts';
import { cardOf } from '../../../../src/chat/answer.ts';
import type { Card } from '../../../../src/chat/card.ts';
import type { NewRoom, Place } from '../../../../src/chat/platform.ts';
import type { Platform } from '../../../../src/chat/platform.ts';
import { slackPlatform } from '../../../../src/chat/slack/platform.ts';
import { slackWeb, type Slack } from '../../../../src/chat/slack/web.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import { fakeSlack, type FakeSlack, type FakeSlackOptions } from '../../../fakes/slack/fake-slack.ts';
import { aDatabase, type TestDatabase } from '../../../database.ts';
import { silent } from '../../../log.ts';

export interface Outgoing extends AsyncDisposable { fake: FakeSlack; db: TestDatabase; web: Slack; platform: Platform; linked: Map<string, string>; another(): Platform }

/** The outgoing half over a local Slack; `linked` is who of our users is who there. */
export async function outgoing(options: FakeSlackOptions = {}): Promise<Outgoing> {
  const [fake, db] = await Promise.all([fakeSlack(options), aDatabase()]);
  const linked = new Map<string, string>();
  const webTo = (sql: Sql) => slackWeb({ settings: { botToken: fake.botToken, signingSecrets: [fake.signingSecret], apiUrl: fake.apiUrl }, sql, log: silent });
  const platformTo = (slack: Slack) => slackPlatform({ slack, sql: db.sql, log: silent, say: sayIn('en'), slackIdsOf: async (ids) => new Map(ids.flatMap((id) => (linked.has(id) ? [[id, linked.get(id)!] as const] : []))) });
  const web = webTo(db.sql);
  return {
    fake, db, web, platform: platformTo(web), linked,
    /** Another replica, or this one after kill -9: same database, empty memory. */
    another: () => platformTo(webTo(db.sql)),
    async [Symbol.asyncDispose]() { await Promise.all([fake[Symbol.asyncDispose](), db[Symbol.asyncDispose]()]); },
  };
}

export const aCard = (title = 'Redis is down'): Card => cardOf({ title });
export const channel = (id: string): Place => ({ platform: 'slack', id, kind: 'channel' });
export const aRoom = (more: Partial<NewRoom> = {}): NewRoom => ({ name: 'inc-42-redis-prod', title: 'INC-42 · Redis is down', topic: 'Redis is down · redis-prod', key: 'room:7f3', isPrivate: false, links: [], ...more });
