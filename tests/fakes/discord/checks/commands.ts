import { problems, type Problems } from '../problems.ts';
import { refuse } from '../refusal.ts';
import { type Json, textIn } from '../state.ts';

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const MOST: Record<number, number> = { 1: 100, 2: 15, 3: 15 };
const MOST_CHARACTERS = 8000;
const SUB = 1, GROUP = 2;

/** A whole list of commands as a bulk PUT gives it (interactions/application-commands). */
export function checkCommands(commands: readonly Json[]): void {
  const found = problems();
  const seen = new Set<string>();
  commands.forEach((command, at) => {
    const type = Number(command['type'] ?? 1);
    const key = `${type} ${String(command['name'])}`;
    if (seen.has(key)) found.add(`${at}.name`, 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
    seen.add(key);
    if (type === 1) {
      checkName(found, String(at), command);
      found.text(`${at}.description`, command['description'], 1, 100);
      checkOptions(found, String(at), (command['options'] ?? []) as Json[], 0);
      if (sizeOf(command) > MOST_CHARACTERS) found.add(String(at), 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${MOST_CHARACTERS})`);
    } else {
      found.text(`${at}.name`, command['name'], 1, 32);
      if ((command['description'] ?? '') !== '') found.add(`${at}.description`, 'APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED', 'Context menu commands cannot have description');
      if (((command['options'] ?? []) as Json[]).length > 0) found.add(`${at}.options`, 'APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED', 'Context menu commands cannot have options');
    }
    const permissions = command['default_member_permissions'];
    if (permissions !== undefined && permissions !== null && !/^\d+$/.test(textIn(permissions) ?? '')) found.add(`${at}.default_member_permissions`, 'NUMBER_TYPE_COERCE', 'Value is not a bit set.');
  });
  found.refuseIfAny();
  for (const [type, most] of Object.entries(MOST)) if (commands.filter((it) => Number(it['type'] ?? 1) === Number(type)).length > most) refuse(30_032);
}

function checkName(found: Problems, path: string, it: Json): void {
  const names = [it['name'], ...Object.values((it['name_localizations'] ?? {}) as Json)];
  if (names.some((name) => typeof name !== 'string' || !NAME.test(name) || name !== name.toLowerCase())) found.add(`${path}.name`, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  for (const [locale, text] of Object.entries((it['description_localizations'] ?? {}) as Json)) found.text(`${path}.description_localizations.${locale}`, text, 1, 100);
}

/** @param depth 0 under a root, 1 under a sub-command or group, 2 under a group's sub-command */
function checkOptions(found: Problems, path: string, options: readonly Json[], depth: number): void {
  found.count(`${path}.options`, options, 0, 25);
  const nested = options.filter((it) => it['type'] === SUB || it['type'] === GROUP);
  if (nested.length > 0 && nested.length < options.length) found.add(`${path}.options`, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-command and sub-command group option types are mutually exclusive to all other types');
  if (new Set(options.map((it) => it['name'])).size < options.length) found.add(`${path}.options`, 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID', 'Option name already exists in this options list');
  options.forEach((option, at) => {
    const here = `${path}.options.${at}`;
    const type = Number(option['type']);
    checkName(found, here, option);
    found.text(`${here}.description`, option['description'], 1, 100);
    if (option['required'] === true && options.slice(0, at).some((it) => it['required'] !== true)) found.add(here, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', 'Required options must be placed before non-required options');
    if (type === SUB || type === GROUP) {
      if (depth > (type === GROUP ? 0 : 1)) found.add(`${here}.type`, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Nested too deeply');
      checkOptions(found, here, (option['options'] ?? []) as Json[], type === GROUP ? 1 : 2);
    } else checkValue(found, here, option, type);
  });
}

function checkValue(found: Problems, path: string, option: Json, type: number): void {
  const choices = (option['choices'] ?? []) as Json[];
  if (type < 3 || type > 11) found.add(`${path}.type`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, …, 11}.');
  if ((choices.length > 0 || option['autocomplete'] === true) && ![3, 4, 10].includes(type)) found.add(`${path}.type`, 'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID', 'Only strings and numbers have choices');
  if (choices.length > 0 && option['autocomplete'] === true) found.add(`${path}.autocomplete`, 'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES', 'autocomplete may not be set to true if choices are present');
  if (option['channel_types'] !== undefined && type !== 7) found.add(`${path}.channel_types`, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Only channels have channel types');
  checkChoices(found, `${path}.choices`, choices, type);
  for (const [name, least, most] of [['min_length', 0, 6000], ['max_length', 1, 6000]] as const) {
    const value = option[name];
    if (value !== undefined && (type !== 3 || Number(value) < least || Number(value) > most)) found.add(`${path}.${name}`, 'NUMBER_TYPE_MAX', `Must be between ${least} and ${most}.`);
  }
}

/** Choices of an option, or those offered while somebody types: 25 at most, names and texts of 100. */
export function checkChoices(found: Problems, path: string, choices: readonly Json[], type: number): void {
  found.count(path, choices, 0, 25);
  choices.forEach((choice, at) => {
    found.text(`${path}.${at}.name`, choice['name'], 1, 100);
    if (type === 3) found.text(`${path}.${at}.value`, choice['value'], 1, 100);
    else if (typeof choice['value'] !== 'number') found.add(`${path}.${at}.value`, 'NUMBER_TYPE_COERCE', `Value "${String(choice['value'])}" is not a number.`);
  });
}

/** Characters of names, descriptions and values, with the longest localization of each. */
export function sizeOf(it: Json): number {
  const longest = (name: string): number => Math.max(...[it[name], ...Object.values((it[`${name}_localizations`] ?? {}) as Json)].map((text) => (typeof text === 'string' ? text.length : 0)));
  return longest('name') + longest('description') + (textIn(it['value']) ?? '').length + [...((it['options'] ?? []) as Json[]), ...((it['choices'] ?? []) as Json[])].reduce((sum, inner) => sum + sizeOf(inner), 0);
}
