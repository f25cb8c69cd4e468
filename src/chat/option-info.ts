import { z, type ZodObject, type ZodType } from 'zod';
import type { TextKey } from '../texts/say.ts';
import type { Choice, FieldKind, Picked } from './card.ts';
import type { Ask } from './command.ts';
import type { Reading } from './when.ts';

/** What else was said beside an option: its command's other options, as they were typed. */
export type Around = Readonly<Record<string, string>>;
/** What an option can be, as far as that is known: offered while somebody types (`known/`). */
export interface KnownValues {
  /** @throws AppError what somebody may not see is not offered */
  find(ask: Ask, word: string, around: Around): Promise<readonly Choice[]> | readonly Choice[];
  /** Several may be meant, between commas. */
  several?: true;
  /** They count in the order in which they are written: no list of a platform keeps that. */
  ordered?: true;
  /** Something else may be meant as well. */
  open?: true;
}

/** What the constructors of `options.ts` may be told. */
export interface OptionSettings {
  label?: TextKey;
  help?: TextKey;
  /** Takes all words that are left. One a command, and the last that is not a trailing choice. */
  greedy?: boolean;
  /** Only as `name:value`, never by position. */
  named?: boolean;
  /** What completes it, where that is not its kind. */
  completes?: readonly FieldKind[];
  /** What it can be, where that is no thing of its kind but known all the same. */
  known?: KnownValues;
  /** What it is on which platform, where it can be picked there. */
  picks?: readonly Picked[];
  /** `none` is meant as well as a name. */
  orNone?: boolean;
}
/** The same where the kind alone is no label. An interface: intersecting two of all text keys is more than the compiler takes. */
export interface Labelled extends OptionSettings { label: TextKey }
export interface OptionInfo extends Labelled {
  kind: FieldKind;
  choices?: readonly { value: string; label: TextKey | undefined }[];
  maxLength?: number;
  guess?: 'pages me';
  /** Up to so many words may belong together without quotes. */
  spans?: number;
  /** Can this word be meant? Asked of optional options, which are skipped when not. */
  fits?(word: string): boolean;
  /** What the typed words mean. @throws AppError invalid */
  read(typed: string, at: Reading): unknown;
}
/** One option of a command, as its walk gives it. */
export interface Option extends OptionInfo { name: string; schema: ZodType; required: boolean }

const infos = new WeakMap<ZodType, OptionInfo>();

export function register<T extends ZodType>(schema: T, info: OptionInfo): T {
  infos.set(schema, info);
  return schema;
}

/** The same option, which may be left out. */
export function optional<T extends ZodType>(schema: T): z.ZodOptional<T> {
  return register(schema.optional(), infos.get(schema)!);
}

const walked = new WeakMap<ZodObject, readonly Option[]>();

/**
 * The one walk over a command's options, in the order in which they are typed.
 * @throws Error when a member was not made by `options.ts`
 */
export function optionsOf(object: ZodObject): readonly Option[] {
  const before = walked.get(object);
  if (before) return before;
  const options = Object.entries(object.shape).map(([name, schema]) => {
    const info = infos.get(schema as ZodType);
    if (info === undefined) throw new Error(`The option ${name} was not made by chat/options.ts.`);
    return { ...info, name, schema: schema as ZodType, required: !(schema as ZodType).safeParse(undefined).success };
  });
  walked.set(object, options);
  return options;
}

/** Does the command take further `name:value` pairs, which it knows itself? */
export const takesMore = (object: ZodObject): boolean => object.def.catchall !== undefined && !(object.def.catchall instanceof z.ZodNever);
