import type { World } from '../world.ts';

/** Where something is said or looked for: the team's channel, that of what nobody owns, one's own conversation with IMAS, the room of an incident. */
export type Where = 'team' | 'triage' | 'direct' | `INC-${number}`;

/** Something to read and press, as it was when somebody looked: it does not change with what happens later. */
export interface Sight {
  /** Names the message; the same after each edit. */
  id: string;
  /** What a locked phone shows of it. */
  notice: string;
  /** Everything there is to read, without buttons. */
  words: string;
  buttons: readonly string[];
  /** What stands under More. */
  more: readonly string[];
  /** The question that is asked before a button is carried out, by button. */
  questions: Readonly<Record<string, string>>;
  isPinned: boolean;
  /** Nobody but the asker sees it. */
  isPrivate: boolean;
  /** Who is woken by it: names, or words like `!channel`. */
  pings: readonly string[];
}
/** A form on somebody's screen. */
export interface Sheet {
  title: string;
  /** The labels of its fields, in their order. */
  fields: readonly string[];
  /** What is wrong, by label. */
  errors: Readonly<Record<string, string>>;
  /** What is wrong with it as a whole, if anything. */
  error: string | undefined;
  /** What a field that is searched in offers for what was typed. */
  offers(field: string, typed: string): Promise<readonly string[]>;
  /** Enters values by label, leaves the rest as it stands, and sends it. */
  submit(values: Readonly<Record<string, string>>): Promise<Outcome>;
}
/** What came of what somebody did: an answer, or a form. Either rejects when the other came. */
export interface Outcome {
  answer(): Promise<Sight>;
  form(): Promise<Sheet>;
}
export interface Person {
  /** A phrase as it is typed: `/incident ack INC-1`; in the team's channel unless said where. */
  say(phrase: string, where?: Where): Promise<Outcome>;
  /** A button by what is written on it; a question asked first is answered with yes. */
  press(sight: Sight, button: string): Promise<Outcome>;
  /** An entry under More. */
  choose(sight: Sight, entry: string): Promise<Outcome>;
  /** What IMAS posted there for everybody who is in it, oldest first, answers in threads left out; none where this person may not look. */
  messages(where: Where): Promise<readonly Sight[]>;
  /** Waits for a message there that reads so; the newest if there are several. */
  sees(where: Where, what: RegExp): Promise<Sight>;
}

/** The whole product with people in front of it. What is told on one stage can be told on all of them. */
export interface Stage extends AsyncDisposable {
  world: World;
  /** Somebody with an account, by username. */
  as(username: string): Person;
  /** Somebody with an account comes to the platform; alice, bea, max and ada are there from the beginning. */
  meets(username: string): Promise<void>;
  /** What people saw go wrong: requests without an answer, answers that make no sense. */
  troubles(): readonly string[];
}
