import { commands } from '../../../../commands/commands.ts';
import { listenerFor } from '../../../../src/app/listener.ts';
import { makeDispatch } from '../../../../src/chat/dispatch.ts';
import { slackHome, type HomeParts, type SlackHome } from '../../../../src/chat/slack/home.ts';
import { startInbound } from '../../../../src/chat/slack/inbound.ts';
import { slackPeople } from '../../../../src/chat/slack/people.ts';
import { slackWeb } from '../../../../src/chat/slack/web.ts';
import { linkIdentity } from '../../../../src/domain/people/link-identity.ts';
import type { Ports } from '../../../../src/domain/ports.ts';
import { aDatabase, type TestDatabase } from '../../../database.ts';
import { checkBlocks } from '../../../fakes/slack/check-blocks.ts';
import { fakeSlack, type FakeSlack } from '../../../fakes/slack/fake-slack.ts';
import { wordsOf } from '../../../fakes/slack/look.ts';
import type { Person } from '../../../fakes/slack/person/person.ts';
import type { SlackView } from '../../../fakes/slack/state.ts';
import { silent } from '../../../log.ts';
import { testSealer } from '../../../night.ts';
import { aNight, type Night } from '../../../night.ts';
import { slackDoor } from '../a-door.ts';

export interface Homes extends AsyncDisposable {
  slack: FakeSlack; db: TestDatabase; night: Night; home: SlackHome;
  /** One of the night's people, linked to somebody of Slack. */
  linked(name: 'alice' | 'bea'): Promise<Person>;
  /** What a person's page says, once it says that. */
  until(person: Person, said: string | ((words: string) => boolean)): Promise<SlackView>;
  words(person: Person): string;
  /** Another replica's. */
  another(): SlackHome;
}

/** The product's Slack as far as App Homes need it, over a local Slack; changes are shown at once unless `more` says otherwise. */
export async function homes(more: Partial<HomeParts> = {}): Promise<Homes> {
  const [slack, db] = await Promise.all([fakeSlack(), aDatabase()]);
  const night = await aNight(db.ctx());
  const reader = { language: 'en', timeZone: 'UTC' } as const;
  const contextFor = listenerFor(db.ctx(), reader);
  const open: SlackHome[] = [];
  const web = () => slackWeb({ settings: { botToken: slack.botToken, signingSecrets: [slack.signingSecret], apiUrl: slack.apiUrl }, sql: db.sql, log: silent });
  const another = () => {
    const own = web();
    const home = slackHome({ slack: own, sql: db.sql, log: silent, people: slackPeople({ slack: own, ctx: db.ctx() }), commands, contextFor, ...reader, pauseMs: 30, ...more });
    open.push(home);
    return home;
  };
  const home = another();
  const dispatch = makeDispatch({ commands, contextFor, ports: {} as Ports, fallback: { ctx: db.ctx(), ...reader } });
  const own = web();
  const inbound = await startInbound({ slack: own, sql: db.sql, log: silent, sealer: testSealer, dispatch, people: slackPeople({ slack: own, ctx: db.ctx() }), commands, contextFor, ...reader, hooks: { home: ({ userId }) => home.opened(userId) } });
  const door = await slackDoor(() => inbound);
  slack.deliverTo(door.url);
  const words = (person: Person): string => {
    const view = slack.home(person.id);
    return view === undefined ? '' : wordsOf({ text: '', blocks: view.view['blocks'] as never });
  };
  return {
    slack, db, night, home, words, another,
    async linked(name) {
      const { id } = slack.addUser({ name });
      await linkIdentity(db.ctx(), night[name], 'slack', id);
      return slack.as(id);
    },
    async until(person, said) {
      await slack.until(`a page that says ${String(said)}`, () => { const all = words(person); return all !== '' && (typeof said === 'string' ? all.includes(said) : said(all)); });
      const view = slack.home(person.id)!;
      const problems = checkBlocks(view.view['blocks'], 'home');
      if (problems.length > 0) throw new Error(problems.join('\n'));
      return view;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(open.map((it) => it.stop()));
      await inbound.stop();
      await door[Symbol.asyncDispose]();
      await slack[Symbol.asyncDispose]();
      await db[Symbol.asyncDispose]();
    },
  };
}
