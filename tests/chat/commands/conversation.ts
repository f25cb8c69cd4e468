import { commands } from '../../../commands/commands.ts';
import type { Answer, Form } from '../../../src/chat/card.ts';
import { withNames } from '../../../src/chat/discord/names-to-choose.ts';
import { makeDispatch } from '../../../src/chat/dispatch.ts';
import { plainAnswer } from '../../../src/chat/plain.ts';
import { actorOf } from '../../../src/domain/people/actor-of.ts';
import type { Ports } from '../../../src/domain/ports.ts';
import type { BuiltInGroup } from '../../../src/permissions.ts';
import { keyFrom, sealer } from '../../../src/secrets.ts';
import type { Language } from '../../../src/texts/say.ts';
import { aPeopledDatabase, someone } from '../../domain/people/someone.ts';

/** What the layers above the domain would do; a test replaces what it is about. */
const ports: Ports = {
  testProvider: async () => ({ ok: true, detail: 'accepted' }),
  providerKinds: [{
    kind: 'SMTP', means: ['EMAIL'],
    fields: [
      { name: 'host', label: 'Host', kind: 'text', required: true }, { name: 'port', label: 'Port', kind: 'number', required: false, fallback: '587' },
      { name: 'use_tls', label: 'TLS', kind: 'boolean', required: false }, { name: 'password', label: 'Password', kind: 'secret', required: false },
    ],
    check: (config) => (config['host'] === 'bad' ? { ok: false, problems: { host: 'No such host.' } } : { ok: true, config }),
  }],
  sourceKinds: [
    { kind: 'alertmanager', label: 'Alertmanager', snippet: (at) => `receivers:\n  - name: ${at.name}\n    url: ${at.url}\n    credentials: ${at.token}` },
    { kind: 'custom', label: 'Custom', snippet: (at) => `curl ${at.url} -H 'Authorization: Bearer ${at.token}'` },
  ],
  readSample: async () => [],
  checkChannel: async () => undefined,
  sayInRoom: async () => undefined,
  checkRole: async () => undefined,
  discordInvite: async () => 'https://discord.com/oauth2/authorize?client_id=1',
  health: async () => ({
    status: 'healthy', database: { ok: true, detail: 'embedded' }, queue: { ok: true, depth: 2, oldestSeconds: 1 }, timers: { oldestLateSeconds: 0, waiting: 3 },
    platforms: [{ name: 'console', ok: true, detail: 'rows in the database' }], providers: [], deadLetters: 0,
  }),
  runSchedule: async (name) => `${name}: nothing to do`,
  schedules: async () => [{ name: 'check-pending-escalations', when: '*/5 * * * *', lastRunAt: null, lastResult: '', nextRunAt: new Date('2026-11-22T03:05:00Z') }],
  sealer: sealer({ current: keyFrom('a test key of at least 32 characters'), old: [] }),
  lockedKinds: [],
  namesNoServer: false,
  slackManifest: () => ({ json: '{"display_information":{}}', socket: true }),
  sendTestAlert: async () => 'INC-1',
  sendCode: async () => ({ ok: true, detail: 'accepted' }),
  baseUrl: 'https://imas.example.com',
};

/** A database with one person who talks, through the dispatcher with every command. */
export async function aConversation(...groups: BuiltInGroup[]) {
  const database = await aPeopledDatabase();
  const userId = await someone(database, 'ann', ...groups);
  const speaking = { language: 'en' as Language, timeZone: 'UTC', userId };
  const mine = { ...ports };
  const dispatch = makeDispatch({
    commands, ports: mine,
    contextFor: async (from) => ({ ctx: database.ctx(await actorOf(database.ctx(), from.userId!, 'console')), language: speaking.language, timeZone: speaking.timeZone }),
    fallback: { ctx: database.ctx(), language: 'en', timeZone: 'UTC' },
  });
  const from = () => ({ userId: speaking.userId, via: 'console' as const });
  const plain = (answer: Answer) => plainAnswer(answer, { language: speaking.language, timeZone: speaking.timeZone });
  return {
    database, ctx: database.ctx(), userId, ports: mine,
    /** From now on somebody else, another language or zone, speaks. */
    as(change: Partial<typeof speaking>) { Object.assign(speaking, change); },
    answer: (phrase: string) => dispatch.phrase(from(), phrase),
    /** Says a phrase; @returns the answer as plain text */
    say: async (phrase: string) => plain(await dispatch.phrase(from(), phrase)),
    /** Of these phrases, those that were not refused for lack of a permission. */
    async allowed(phrases: readonly string[]): Promise<string[]> {
      const refused = await Promise.all(phrases.map(async (phrase) => plain(await dispatch.phrase(from(), phrase)).startsWith('You may not do that')));
      return phrases.filter((_, index) => !refused[index]);
    },
    /** Says a phrase that is answered with a form. */
    async form(phrase: string): Promise<Form> {
      const answer = await dispatch.phrase(from(), phrase);
      if (answer.kind !== 'form') throw new Error(`No form: ${plain(answer)}`);
      return answer.form;
    },
    /** What is offered while somebody types into an option, whose others are `around`. */
    offered: async (command: string, field: string, typed = '', around: Record<string, string> = {}) => (await dispatch.completeField(from(), command, field, typed, around)).map(({ value }) => value),
    completed: async (text: string) => (await dispatch.complete(from(), text)).map(({ value }) => value),
    withNames: (form: Form) => withNames(dispatch, from(), form),
    submit: (form: Form, values: Record<string, string>) => dispatch.submit(from(), form, values),
    plain,
    /** Presses the button with this label. @returns the answer as plain text */
    async press(answer: Answer, label: string) {
      const action = answer.kind === 'card' ? [...answer.card.actions, ...(answer.card.more ?? [])].find((one) => one.label === label) : undefined;
      if (action === undefined || 'url' in action) throw new Error(`No button “${label}”: ${plain(answer)}`);
      return plain(await dispatch.press(from(), action.command, action.args));
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
