import { z, type ZodType } from 'zod';
import { sayIn, type TextKey } from '../../texts/say.ts';
import type { FieldKind } from '../card.ts';
import type { Option } from '../option-info.ts';
import { channelTypes } from './channel-types.ts';

/** Discord's numbers for kinds of options (interactions/application-commands, "Application Command Option Type"). */
export const optionType = { sub: 1, group: 2, text: 3, whole: 4, boolean: 5, person: 6, channel: 7, role: 8 } as const;

/** A text in English, and in French for whoever uses Discord in French. */
export interface Described { description: string; description_localizations: { fr: string } }
export interface NativeChoice { name: string; name_localizations: { fr: string }; value: string }
export interface NativeOption extends Described {
  type: number;
  name: string;
  autocomplete?: true;
  choices?: readonly NativeChoice[];
  min_value?: number;
  max_value?: number;
  max_length?: number;
  channel_types?: readonly number[];
  options?: readonly NativeOption[];
}

/** Discord's limits: characters of a description or choice, of a text option, and choices of an option. */
const longest = 100;
const longestText = 6000;
const mostChoices = 25;
/** Their values are asked for while somebody types. */
const completed: ReadonlySet<FieldKind> = new Set<FieldKind>(['incident', 'service', 'team', 'user', 'policy', 'source']);

const cut = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`);
export const described = (...keys: readonly TextKey[]): Described => {
  const words = (language: 'en' | 'fr'): string => cut(keys.map((key) => sayIn(language)(key)).join(' · '));
  return { description: words('en'), description_localizations: { fr: words('fr') } };
};

/**
 * A command's option as Discord asks for it. None is required there: what a place implies need not be typed, and what is
 * missing is asked for by a form.
 */
export function nativeOption(option: Option): NativeOption {
  const base = { name: option.name, ...described(option.label) };
  const picked = pickedOption(option);
  if (picked !== undefined) return { ...base, ...picked };
  const { kind, choices = [], maxLength, known, completes } = option;
  if (kind === 'boolean') return { type: optionType.boolean, ...base };
  if (kind === 'number') return { type: optionType.whole, ...base, ...rangeOf(option.schema) };
  if (isFixed(option)) return { type: optionType.text, ...base, choices: choices.map(({ value, label }) => ({ value, name: label === undefined ? value : cut(sayIn('en')(label)), name_localizations: { fr: label === undefined ? value : cut(sayIn('fr')(label)) } })) };
  if (choices.length > 0 || completed.has(kind) || known !== undefined || completes !== undefined) return { type: optionType.text, ...base, autocomplete: true };
  return { type: optionType.text, ...base, ...(maxLength === undefined ? {} : { max_length: Math.min(maxLength, longestText) }) };
}

/** What is picked out of all there is in the server; what such an option cannot say, such as `none`, goes into `more`. */
function pickedOption({ picks = [] }: Option): Pick<NativeOption, 'type' | 'channel_types'> | undefined {
  if (picks.includes('discord channel')) return { type: optionType.channel, channel_types: [channelTypes.text, channelTypes.announcement] };
  if (picks.includes('discord role')) return { type: optionType.role };
  return picks.includes('discord person') ? { type: optionType.person } : undefined;
}
/** Can something of it only be said in other words? */
export const isPicked = (option: Option): boolean => pickedOption(option) !== undefined;

/** Nothing but these words, and few enough of them. */
const isFixed = ({ choices = [], schema }: Option): boolean =>
  bare(schema) instanceof z.ZodEnum && choices.length <= mostChoices && choices.every(({ value }) => value.length <= longest);

const bare = (schema: ZodType): unknown => (schema instanceof z.ZodOptional ? schema.unwrap() : schema);

function rangeOf(schema: ZodType): { min_value?: number; max_value?: number } {
  const number = bare(schema);
  if (!(number instanceof z.ZodNumber)) return {};
  return { ...(number.minValue === null ? {} : { min_value: number.minValue }), ...(number.maxValue === null ? {} : { max_value: number.maxValue }) };
}
