import type { Action, Answer, Card, Choice, CommandAction, Field, Form } from '../../src/chat/card.ts';
import type { ConsoleState, MessagesPage, Problem, SayResult } from '../../src/chat/console/contract.ts';
import { plainCard } from '../../src/chat/plain.ts';
import { startSession } from '../../src/domain/people/start-session.ts';
import type { World } from '../world.ts';
import type { Outcome, Person, Sheet, Sight, Where } from './stage.ts';

const channels = { team: 'sre-core', triage: 'triage' };

/** A card of the console, with the card itself and the place where it stands. */
interface ConsoleSight extends Sight { card: Card; place?: string }

/** Somebody's browser: what it asks the console's doors for, signed in with the first question. */
export function consolePerson(world: World, username: string, troubles: string[]): Person {
  const signIn = async () => {
    const [user] = await world.app.sql<{ id: string }[]>`select id from users where username = ${username}`;
    return startSession(world.app.ctx, user!.id);
  };
  let session: ReturnType<typeof signIn> | undefined;
  const ask = async <T>(path: string, body?: unknown): Promise<T> => {
    const { cookie, csrf } = await (session ??= signIn());
    const headers = { cookie: `imas_session=${cookie}`, ...(body === undefined ? {} : { 'content-type': 'application/json', 'x-imas-csrf': csrf }) };
    const response = await fetch(`${world.url}/console/${path}`, { headers, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) });
    const answered = await response.json() as T | Problem;
    if (response.ok) return answered as T;
    troubles.push(`${path}: ${response.status} ${(answered as Problem).detail}`);
    throw new Error(`${path} answers ${response.status}: ${(answered as Problem).detail}`);
  };
  const placeOf = async (where: Where): Promise<string | undefined> => (await ask<ConsoleState>('state')).places
    .find((place) => (where === 'direct' ? place.kind === 'direct' : where in channels ? place.name === channels[where as keyof typeof channels] : place.incident === where))?.id;
  const messages = async (where: Where): Promise<ConsoleSight[]> => {
    const place = await placeOf(where);
    if (place === undefined) return [];
    const page = await ask<MessagesPage>(`messages?place=${place}`);
    return page.messages.flatMap(({ id, card, pinned, page: pages }) => (card === undefined ? [] : [{ ...see(card), id, place, isPinned: pinned, isPrivate: where === 'direct', pings: pages === true ? [username] : [] }]));
  };
  const act = async (path: 'say' | 'press' | 'submit', body: object, place: string | undefined): Promise<Outcome> => {
    const result = await ask<SayResult>(path, { ...body, ...(place === undefined ? {} : { place }) });
    if (result.kind === 'said') throw new Error('Those were words, not a command.');
    const { answer } = result;
    return {
      answer: async () => ({ ...see(cardOf(answer)), isPrivate: answer.kind === 'card' && answer.private, ...(place === undefined ? {} : { place }) }),
      form: async () => sheet(formOf(answer), place),
    };
  };
  const sheet = (form: Form, place: string | undefined): Sheet => {
    const field = (label: string): Field => form.fields.find((one) => one.label === label) ?? fail(`There is no field “${label}”, only: ${form.fields.map((one) => one.label).join(', ')}`);
    const offered = async (one: Field, typed: string): Promise<readonly Choice[]> => one.choices ?? ask<Choice[]>(`complete-field?${String(new URLSearchParams({ command: form.command, field: one.name, typed }))}`);
    /** Fixed choices and names are picked from what is offered, all else is typed. */
    const entered = async (one: Field, words: string): Promise<string> => {
      if (!['choice', 'incident', 'service', 'team', 'user', 'policy', 'source'].includes(one.kind) || words === '') return words;
      const choices = await offered(one, words);
      return choices.find((choice) => choice.label === words || choice.value === words)?.value ?? fail(`“${one.label}” does not offer “${words}”, only: ${choices.map((choice) => choice.label).join(', ')}`);
    };
    return {
      title: form.title,
      fields: form.fields.map((one) => one.label),
      errors: Object.fromEntries(form.fields.flatMap((one) => (one.error === undefined ? [] : [[one.label, one.error]]))),
      error: form.error,
      offers: async (label, typed) => (await offered(field(label), typed)).map((choice) => choice.label),
      async submit(values) {
        const standing = form.fields.map((one) => [one.name, one.value ?? ''] as const);
        const typed = await Promise.all(Object.entries(values).map(async ([label, words]) => [field(label).name, await entered(field(label), words)] as const));
        return act('submit', { command: form.command, args: form.args, values: Object.fromEntries([...standing, ...typed].filter(([, value]) => value !== '')) }, place);
      },
    };
  };
  const pressed = (sight: Sight, label: string, among: (card: Card) => readonly Action[]): Promise<Outcome> => {
    const { card, place } = sight as ConsoleSight;
    const found = among(card).find((action): action is CommandAction => 'command' in action && action.label === label);
    if (!found) return fail(`There is no “${label}” here, only: ${among(card).map((action) => action.label).join(', ')}`);
    return act('press', { command: found.command, args: found.args }, place);
  };
  return {
    say: async (phrase, where = 'team') => act('say', { text: phrase }, await placeOf(where)),
    press: async (sight, button) => pressed(sight, button, (card) => card.actions),
    choose: async (sight, entry) => pressed(sight, entry, (card) => card.more ?? []),
    messages,
    async sees(where, what) {
      let seen: Sight[] = [];
      return world.until(`${username} sees ${what} in ${where}`, async () => {
        seen = await messages(where);
        return seen.findLast((sight) => what.test(`${sight.notice}\n${sight.words}`));
      }).catch((error: unknown) => fail(`${(error as Error).message}. Seen:\n${seen.map((sight) => sight.words).join('\n--\n')}`));
    },
  };
}

function see(card: Card): ConsoleSight {
  const asked = card.actions.filter((action): action is CommandAction => 'command' in action && action.confirm !== undefined);
  return {
    card, id: '', notice: card.notice, words: plainCard({ ...card, actions: [], more: [] }, { language: 'en', timeZone: 'UTC' }),
    buttons: card.actions.map((action) => action.label), more: (card.more ?? []).map((action) => action.label),
    questions: Object.fromEntries(asked.map((action) => [action.label, action.confirm!])), isPinned: false, isPrivate: false, pings: [],
  };
}
const cardOf = (answer: Answer): Card => (answer.kind === 'card' ? answer.card : fail(`Expected an answer, got the form “${answer.form.title}”`));
const formOf = (answer: Answer): Form => (answer.kind === 'form' ? answer.form : fail(`Expected a form, got “${answer.card.title}”`));

function fail(why: string): never {
  throw new Error(why);
}
