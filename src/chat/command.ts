import type { ZodObject } from 'zod';
import type { Context } from '../context.ts';
import type { Codename } from '../permissions.ts';
import type { Ports } from '../domain/ports.ts';
import type { Language, Say, TextKey } from '../texts/say.ts';
import type { Answer } from './card.ts';
import type { Place } from './platform.ts';

/** What it takes to draw a card: words, and which commands there are to make buttons of. */
export interface Drawing {
  say: Say;
  /** Is there such a command? A button whose command is not there is not drawn. */
  has: (command: string) => boolean;
}

/** Somebody says one phrase somewhere. `ctx` is handed on to verbs and finders; commands never query. */
export interface Ask extends Drawing {
  ctx: Context;
  language: Language;
  /** IANA zone of the speaker: typed times are read in it. */
  timeZone: string;
  /** Where it was said; undefined from the API and the command line. */
  place?: Place;
  /** The incident that this place implies: a room, a thread. */
  incident?: string;
  ports: Ports;
  /** What help and completion show to this speaker: visible commands they have the permission for, in the list's order. */
  offered: readonly Offer[];
  /** Those beneath them that are two words: `/oncall rotation create`. */
  longer: readonly Offer[];
}
/** One command as help lists it. */
export interface Offer { name: string; phrase: string; usage: string; description: string; options: readonly { name: string; label: string; required: boolean; help?: string }[] }

/** Adding a command is one file below `commands/` (its path is the phrase) and one line in the list. */
export interface Command<O extends ZodObject = ZodObject> {
  /** One line for help and completion. */
  description: TextKey;
  /** Hides the command from people who lack it, and feeds help. The verb demands for itself. */
  needs?: Codename;
  /** Drawn as form, completion, help and bad-input answer; built with `chat/options.ts`. */
  options: O;
  /** Reached by buttons, console and API only; not registered as a slash command. */
  hidden?: true;
  /** The option like which fields are completed that the command names itself. */
  othersLike?: string;
  /** Opens its form when nothing but what it is about was given: for commands that change one of many things. */
  asks?: 'what to change';
  /** What stands in the form before anybody typed: today's values. */
  prefill?(ask: Ask, given: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
  /** What stands in the form's title where the description has no room: 24 characters at most, 12 behind an incident. */
  title?: TextKey;
  /** The word on the form's button. */
  submit?: TextKey;
  run(ask: Ask, options: O['_output']): Promise<Answer>;
}

/** Keeps the option types of a command file without repeating them. */
export const command = <O extends ZodObject>(it: Command<O>): Command<O> => it;
