import type { FarPlatform } from '../../../src/queue.ts';
import type { CallFault } from '../faults.ts';

/** What the product asks of a platform, whatever the call is named there; a room is furnished with what it needs beside its card. */
export type Asked = 'post' | 'edit' | 'look back' | 'let in' | 'furnish' | 'anything';
/** A message of the product, as it was when somebody looked. */
export interface ChatMessage {
  id: string;
  /** Everything there is to read. */
  words: string;
  buttons: readonly string[];
  /** How often it was changed. */
  edits: number;
  /** What the product knows it by; see `markOf`. */
  mark: string | undefined;
  /** A button as it was then, whatever the message says by now. @returns whether the platform was answered in time */
  press(person: string, button: string): Promise<boolean>;
}
/** A call that posts a message: `id` is that of the message, absent where no answer was given. */
export interface Posting { channel: string; words: string; mark: string | undefined; id: string | undefined; at: number; status: number | undefined }

/** A local chat platform, seen so that a test or a benchmark means every one of them. People and channels are ids. */
export interface Chat extends AsyncDisposable {
  platform: FarPlatform;
  /** What connects the product to it. */
  env: Record<string, string>;
  /** Resolves once the product at that address hears what people press. */
  joined(url: string): Promise<void>;
  addPerson(name: string): string;
  addChannel(name: string, people: readonly string[]): string;
  channelsNamed(name: RegExp): string[];
  /** May see it: was let in. */
  isIn(person: string, channel: string): boolean;
  /** What the product posted there for everybody, oldest first, without what stands in threads. */
  messagesIn(channel: string): ChatMessage[];
  directFor(person: string): ChatMessage[];
  /** What the product told only this person outside their direct messages. */
  aloneFor(person: string): string[];
  /** The mark of a message by its key. */
  markOf(channel: string, key: string): string;
  postings(): Posting[];
  /** When each call of that kind was made, and its status; of edits and letting in, those about one channel. */
  callsOf(asked: Asked, channel?: string): { at: number; status: number | undefined }[];
  /** @param where one channel, or somebody's direct messages; everywhere without it */
  fail(asked: Asked, fault: CallFault, where?: { channel: string } | { person: string }): void;
  heal(): void;
  /** The product's token is refused, or it lacks the right to post. */
  break(what: 'token' | 'rights'): void;
  mend(what: 'token' | 'rights'): void;
  deleteChannel(channel: string): Promise<void>;
  /** Somebody is no longer there: nothing reaches them. */
  shutOut(person: string): void;
  /** Resolves with what `look` finds, looking again whenever anything changes; rejects after 15 s. */
  until<T>(what: string, look: () => T | undefined | null | false): Promise<T>;
  /** What people saw go wrong. */
  troubles(): readonly string[];
}
