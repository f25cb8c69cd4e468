import type { ConversationsSelect, InputBlock, PlainTextInput, RadioButtons, UsersSelect } from '@slack/types';
import type { Say } from '../../../texts/say.ts';
import type { Field } from '../../card.ts';
import type { Kept } from '../../values.ts';
import { writeField } from './actions.ts';
import { plainText } from './escape.ts';
import { listed } from '../../none.ts';
import { isYes } from '../../yes-no.ts';
import { limits } from './limits.ts';
import { drawOption, drawOptions, inGroups } from './options.ts';

type Input = InputBlock['element'];
/** The id of every input that does not ask for its options. */
const valueId = 'imas:value';
const number = /^-?\d{1,15}(?:\.\d{1,10})?$/;

export interface DrawnField {
  block: InputBlock;
  kept: Kept[];
  /** What the field means when it is left empty: a text that Slack has no room for. */
  otherwise?: string;
}

/** One field of a form as an input. `blockId` is unique within its view. */
export function drawField(field: Field, { blockId, command, say }: { blockId: string; command: string; say: Say }): DrawnField {
  const otherwise = ['text', 'longtext'].includes(field.kind) && (field.value?.length ?? 0) > limits.input ? field.value : undefined;
  const { element, kept = [] } = drawInput(field, { id: `${valueId}:${blockId}`.slice(0, limits.id), command, say });
  const notes = [helpOf(field, say), ...(field.kind === 'secret' ? [say('slack.secret_seen')] : []), ...(otherwise === undefined ? [] : [say('slack.too_long_here')])].filter((note) => note !== undefined);
  const block: InputBlock = {
    type: 'input', block_id: blockId, label: plainText(field.label || field.name, limits.label), element,
    optional: !field.required || otherwise !== undefined,
    ...(notes.length === 0 ? {} : { hint: plainText(notes.join(' '), limits.hint) }),
  };
  return { block, kept, ...(otherwise === undefined ? {} : { otherwise }) };
}

/** How a moment or an id may be typed is of no use where one is picked. */
function helpOf(field: Field, say: Say): string | undefined {
  if (drawPicker(field, '', say) !== undefined) return undefined;
  return field.help === undefined || field.help.trim() === '' || (['datetime', 'choice'].includes(field.kind) && field.help === say('chat.help_moment')) ? undefined : field.help;
}

function drawInput(field: Field, { id, command, say }: { id: string; command: string; say: Say }): { element: Input; kept?: Kept[] } {
  const value = field.value?.trim() ? field.value : undefined;
  const written = () => ({ element: drawWritten(field, id) });
  switch (field.kind) {
    case 'text':
      if (field.picks !== undefined) return { element: drawPicker(field, id, say) ?? drawWritten(field, id) };
      return field.completes === undefined || field.completes.ordered === true ? written() : drawAsking(field, { id, command, say });
    case 'longtext': case 'secret': return written();
    case 'number':
      // A word in the place of a number was typed: it stands there until it is corrected.
      if (value !== undefined && !number.test(value)) return written();
      return { element: { type: 'number_input', action_id: id, is_decimal_allowed: true, ...(value === undefined ? {} : { initial_value: value }) } };
    case 'boolean': return { element: drawYesNo(value, id, say) };
    case 'datetime': {
      const at = value !== undefined && /[Zz]$|[+-]\d\d:?\d\d$/.test(value) ? Math.floor(Date.parse(value) / 1000) : NaN;
      return { element: { type: 'datetimepicker', action_id: id, ...(at >= 1_000_000_000 && at <= 9_999_999_999 ? { initial_date_time: at } : {}) } };
    }
    case 'choice': case 'choices': return field.choices === undefined || field.choices.length === 0 ? written() : drawChoices(field, { id, say });
    case 'incident': case 'service': case 'team': case 'user': case 'policy': case 'source': return drawAsking(field, { id, command, say });
  }
}

/** A select that asks for what may be meant by what was typed; of several between commas, each is chosen. */
function drawAsking(field: Field, { id, command, say }: { id: string; command: string; say: Say }): { element: Input; kept?: Kept[] } {
  const action_id = writeField(command, field.name);
  if (action_id === undefined) return { element: drawWritten(field, id) };
  const isSeveral = field.completes?.several === true;
  const words = isSeveral ? listed(field.value ?? '') : field.value?.trim() ? [field.value] : [];
  const initial = [...new Set(words)].slice(0, limits.options).map((value) => drawOption({ value, label: value }));
  const common = { action_id, min_query_length: 0, placeholder: plainText(say('slack.type_to_search'), limits.placeholder) };
  const kept = initial.flatMap((it) => it.kept ?? []);
  const options = initial.map(({ option }) => option);
  if (isSeveral) return { element: { type: 'multi_external_select', ...common, ...(options.length === 0 ? {} : { initial_options: options }) }, kept };
  return { element: { type: 'external_select', ...common, ...(options[0] === undefined ? {} : { initial_option: options[0] }) }, kept };
}

/** A select that Slack itself fills with channels or people; undefined where what stands there already is no id, and can only be typed. */
function drawPicker({ picks = [], value = '' }: Field, id: string, say: Say): ConversationsSelect | UsersSelect | undefined {
  const common = { action_id: id, placeholder: plainText(say('slack.choose'), limits.placeholder) };
  const isIdOf = (initials: RegExp): boolean => value === '' || (initials.test(value) && /^[A-Z0-9]{3,}$/.test(value));
  if (picks.includes('slack person') && isIdOf(/^[UW]/)) return { type: 'users_select', ...common, ...(value === '' ? {} : { initial_user: value }) };
  if (!picks.includes('slack channel') || !isIdOf(/^[CG]/)) return undefined;
  return { type: 'conversations_select', ...common, filter: { include: ['public', 'private'] }, ...(value === '' ? {} : { initial_conversation: value }) };
}

/** What was typed stays, except for secrets and what is longer than Slack's fields. */
function drawWritten(field: Field, id: string): PlainTextInput {
  const most = Math.max(1, Math.min(field.maxLength ?? limits.input, limits.input));
  const value = field.kind === 'secret' || (field.value?.length ?? 0) > limits.input ? undefined : field.value?.slice(0, most).toWellFormed();
  return { type: 'plain_text_input', action_id: id, multiline: field.kind === 'longtext', max_length: most, ...(value ? { initial_value: value } : {}) };
}

function drawYesNo(value: string | undefined, id: string, say: Say): RadioButtons {
  const options = (['yes', 'no'] as const).map((word) => ({ text: plainText(say(`chat.${word}`), limits.optionText), value: word === 'yes' ? 'true' : 'false' }));
  return { type: 'radio_buttons', action_id: id, options, ...(value === undefined ? {} : { initial_option: options[isYes(value) ? 0 : 1]! }) };
}

function drawChoices(field: Field, { id, say }: { id: string; say: Say }): { element: Input; kept: Kept[] } {
  const { options, kept } = drawOptions(field.choices ?? [], limits.options * limits.optionGroups);
  const listed = options.length <= limits.options ? { options } : { option_groups: inGroups(options) };
  const common = { action_id: id, placeholder: plainText(say('slack.choose'), limits.placeholder), ...listed };
  const chosen = (field.kind === 'choice' ? [field.value] : (field.value ?? '').split(',').map((word) => word.trim()))
    .map((value) => (value === undefined ? undefined : options.find((option) => option.value === drawOption({ value, label: value }).option.value)))
    .filter((option) => option !== undefined);
  if (field.kind === 'choice') return { element: { type: 'static_select', ...common, ...(chosen[0] === undefined ? {} : { initial_option: chosen[0] }) }, kept };
  return { element: { type: 'multi_static_select', ...common, ...(chosen.length === 0 ? {} : { initial_options: [...new Set(chosen)] }) }, kept };
}
