import { botEvents, botScopes } from '../../../src/chat/slack/scopes.ts';
import { fakeSlack, type FakeSlack } from '../slack/fake-slack.ts';
import { wordsOf } from '../slack/look.ts';
import { buttonsOf } from '../slack/person/press.ts';
import type { SlackMessage } from '../slack/state.ts';
import type { Asked, Chat, ChatMessage } from './chat.ts';

const methods: Readonly<Record<Asked, string>> = { post: 'chat.postMessage', edit: 'chat.update', 'look back': 'conversations.history', 'let in': 'conversations.invite', furnish: 'bookmarks.add', anything: '*' };
const markIn = (metadata: unknown): string | undefined => (metadata as { event_payload?: { key?: string } } | undefined)?.event_payload?.key;

/** Slack over HTTP. Who comes there is known by `NAME@example.org`. */
export async function onSlack(): Promise<Chat & { slack: FakeSlack }> {
  const slack = await fakeSlack({ scopes: botScopes, subscribed: botEvents });
  const look = (message: SlackMessage): ChatMessage => {
    const seen = structuredClone(message);
    return {
      id: seen.ts, words: wordsOf(seen), buttons: buttonsOf(seen), edits: seen.edits.length, mark: markIn(seen.metadata),
      press: async (person, button) => (await slack.as(person).click(seen, button)).status === 200,
    };
  };
  const otherOf = (channel: unknown): string | undefined => slack.world.channels.get(String(channel))?.other;
  return {
    slack, platform: 'slack',
    env: { SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret },
    joined: async (url) => slack.deliverTo(`${url}/slack/events`),
    addPerson: (name) => slack.addUser({ name, email: `${name}@example.org` }).id,
    addChannel: (name, people) => slack.addChannel({ name, members: people }).id,
    channelsNamed: (name) => [...slack.world.channels.values()].filter((one) => name.test(one.name)).map(({ id }) => id),
    isIn: (person, channel) => slack.world.channels.get(channel)?.members.has(person) === true,
    messagesIn: (channel) => slack.messagesIn(channel).filter(({ threadTs }) => threadTs === undefined).map(look),
    directFor: (person) => slack.directFor(person).map(look),
    aloneFor: (person) => slack.ephemeralsFor(person).map(wordsOf),
    markOf: (_, key) => key,
    postings: () => slack.callsOf(methods.post).map(({ args, at, status, answer }) => ({
      channel: String(args['channel']), words: String(args['text']), mark: markIn(typeof args['metadata'] === 'string' ? JSON.parse(args['metadata']) : args['metadata']),
      id: answer?.['ts'] as string | undefined, at, status,
    })),
    callsOf: (asked, channel) => slack.calls.filter(({ method, args }) => (asked === 'anything' || method === methods[asked]) && (channel === undefined || args['channel'] === channel)),
    fail: (asked, fault, where) => slack.fail(methods[asked], where === undefined ? fault : { ...fault, when: ({ channel }) => ('channel' in where ? channel === where.channel : otherOf(channel) === where.person) }),
    heal: () => slack.heal(),
    break: (what) => (what === 'token' ? slack.fail('*', { error: 'token_revoked' }) : slack.grant(botScopes.filter((scope) => !scope.startsWith('chat:write')))),
    mend: (what) => (what === 'token' ? slack.heal('*') : slack.grant(botScopes)),
    deleteChannel: (channel) => slack.deleteByHand(channel),
    shutOut(person) {
      slack.world.users.get(person)!.deleted = true;
      slack.fail(methods.post, { error: 'user_disabled', when: ({ channel }) => otherOf(channel) === person });
      slack.fail('conversations.open', { error: 'user_disabled', when: ({ users }) => users === person });
    },
    until: (what, found) => slack.until(what, found),
    troubles: () => slack.troubles.map(({ kind, what }) => `${kind}: ${what}`),
    [Symbol.asyncDispose]: () => slack[Symbol.asyncDispose](),
  };
}
