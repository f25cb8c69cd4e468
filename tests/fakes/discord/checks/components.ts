import type { Problems } from '../problems.ts';
import type { Json } from '../state.ts';

export const ROW = 1, BUTTON = 2, STRING_SELECT = 3, TEXT_INPUT = 4, LABEL = 18, TEXT = 10;
const SELECTS = [STRING_SELECT, 5, 6, 7, 8];
const LINK = 5;
const MOST_ROWS = 5;
const MOST_IN_V2 = 40;

export const isSelect = (component: Json): boolean => SELECTS.includes(Number(component['type']));
/** The component itself and all below it. */
export const within = (component: Json): Json[] => [component, ...[...((component['components'] ?? []) as Json[]), ...[component['component'], component['accessory']].filter((it) => it !== undefined && it !== null) as Json[]].flatMap(within)];

/** Components of a message: rows of five buttons or one select; with IS_COMPONENTS_V2 any layout of at most 40 (components/reference). */
export function checkComponents(found: Problems, components: readonly Json[], isV2: boolean): void {
  const all = components.flatMap(within);
  if (isV2) {
    found.count('components', all, 1, MOST_IN_V2);
    all.forEach((it, at) => it['type'] === TEXT && found.text(`components.${at}.content`, it['content'], 1, 4000));
  } else {
    found.count('components', components, 0, MOST_ROWS);
    components.forEach((it, at) => it['type'] !== ROW && found.add(`components.${at}.type`, 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${ROW},).`));
  }
  all.filter((it) => it['type'] === ROW).forEach((row, at) => checkRow(found, `components.${at}.components`, (row['components'] ?? []) as Json[]));
  uniqueIds(found, 'components', all);
}

function checkRow(found: Problems, path: string, inside: readonly Json[]): void {
  const isMixed = inside.some(isSelect) && inside.length > 1;
  found.count(path, inside, 1, isMixed ? 1 : 5);
  inside.forEach((it, at) => {
    if (it['type'] === BUTTON) checkButton(found, `${path}.${at}`, it);
    else if (isSelect(it)) checkSelect(found, `${path}.${at}`, it);
    else found.add(`${path}.${at}.type`, 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).');
  });
}

function checkButton(found: Problems, path: string, it: Json): void {
  const isLink = it['style'] === LINK;
  if (![1, 2, 3, 4, LINK].includes(Number(it['style']))) found.add(`${path}.style`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3, 4, 5, 6}.');
  found.text(`${path}.label`, it['label'], it['emoji'] === undefined ? 1 : 0, 80);
  if (isLink ? it['custom_id'] !== undefined : it['url'] !== undefined) found.add(path, 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', 'A custom id and url cannot both be specified');
  if (!isLink) found.text(`${path}.custom_id`, it['custom_id'], 1, 100);
  else if (found.text(`${path}.url`, it['url'], 1, 512)) found.link(`${path}.url`, it['url'], 'discord:');
}

/** A select of a message or of a form. */
export function checkSelect(found: Problems, path: string, it: Json): void {
  found.text(`${path}.custom_id`, it['custom_id'], 1, 100);
  found.text(`${path}.placeholder`, it['placeholder'], 0, 150);
  const [least, most] = [Number(it['min_values'] ?? 1), Number(it['max_values'] ?? 1)];
  if (least < 0 || least > 25 || most < 1 || most > 25 || least > most) found.add(`${path}.max_values`, 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 25.');
  if (it['type'] !== STRING_SELECT) return checkFilledByDiscord(found, path, it, most);
  const options = (it['options'] ?? []) as Json[];
  found.count(`${path}.options`, options, 1, 25);
  options.forEach((option, at) => {
    found.text(`${path}.options.${at}.label`, option['label'], 1, 100);
    found.text(`${path}.options.${at}.value`, option['value'], 1, 100);
    found.text(`${path}.options.${at}.description`, option['description'], 0, 100);
  });
  if (new Set(options.map((option) => option['value'])).size < options.length) found.add(`${path}.options`, 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used');
  if (options.filter((option) => option['default'] === true).length > most) found.add(`${path}.options`, 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'Too many default values');
}

const DEFAULTS: Record<number, readonly string[]> = { 5: ['user'], 6: ['role'], 7: ['user', 'role'], 8: ['channel'] };
/** A select of people, roles or channels: Discord fills it, so it has no options; what is chosen already is of its kind. */
function checkFilledByDiscord(found: Problems, path: string, it: Json, most: number): void {
  if (it['options'] !== undefined) found.add(`${path}.options`, 'UNION_TYPE_CHOICES', 'Only string selects have options.');
  const chosen = (it['default_values'] ?? []) as Json[];
  if (chosen.length > most) found.add(`${path}.default_values`, 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'Too many default values');
  chosen.forEach((one, at) => {
    if (!/^\d{1,20}$/.test(String(one['id']))) found.add(`${path}.default_values.${at}.id`, 'NUMBER_TYPE_COERCE', `Value "${String(one['id'])}" is not snowflake.`);
    if (!DEFAULTS[Number(it['type'])]!.includes(String(one['type']))) found.add(`${path}.default_values.${at}.type`, 'BASE_TYPE_CHOICES', 'Value is not of the kind of this select.');
  });
  const types = (it['channel_types'] ?? []) as unknown[];
  if (types.length > 0 && it['type'] !== 8) found.add(`${path}.channel_types`, 'UNION_TYPE_CHOICES', 'Only channel selects have channel types.');
  if (types.some((type) => typeof type !== 'number')) found.add(`${path}.channel_types`, 'BASE_TYPE_CHOICES', 'Value must be a channel type.');
}

/** A custom id stands once in a message or form. */
export function uniqueIds(found: Problems, path: string, all: readonly Json[]): void {
  const ids = all.map((it) => it['custom_id']).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) found.add(path, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
}
