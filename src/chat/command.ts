import type { ZodObject } from 'zod';
import type { Context } from '../context.ts';
import type { Codename } from '../permissions.ts';
import type { Ports } from '../domain/ports.ts';
import type { Language, Say, TextKey } from '../texts/say.ts';
import type { Answer } from './card.ts';
import type { Place } from './platform.ts';

/** Somebody says one phrase somewhere. `ctx` is handed on to verbs and finders; commands never query. */
export interface Ask {
  ctx: Context;
  say: Say;
  language: Language;
  /** IANA zone of the speaker: typed times are read in it. */
  timeZone: string;
  /** Where it was said; undefined from the API and the command line. */
  place?: Place;
  /** The incident that this place implies: a room, a thread. */
  incident?: string;
  ports: Ports;
}

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
  run(ask: Ask, options: O['_output']): Promise<Answer>;
}

/** Keeps the option types of a command file without repeating them. */
export const command = <O extends ZodObject>(it: Command<O>): Command<O> => it;
