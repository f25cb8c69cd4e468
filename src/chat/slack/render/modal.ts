import { createHash } from 'node:crypto';
import type { KnownBlock, ModalView } from '@slack/types';
import { json } from '../../../db/client.ts';
import type { Say } from '../../../texts/say.ts';
import type { Form } from '../../card.ts';
import { cut } from '../../notice.ts';
import { keep, type Kept } from '../../values.ts';
import { drawText } from './body.ts';
import { harmless } from '../../harmless.ts';
import { plainText } from './escape.ts';
import { drawField } from './field.ts';
import { limits } from './limits.ts';

/** Where a form was asked for: its answer goes there. */
export interface Carry { channel?: string; thread?: string; responseUrl?: string; message?: string }
/** What travels with a view, unseen. */
export interface Luggage {
  command: string;
  args: Readonly<Record<string, string>>;
  carry: Carry;
  /** The fields in the order of their blocks: the name, and what an empty one means. */
  fields: readonly { name: string; otherwise?: string }[];
}
/** The callback id of every form. */
const formCallback = 'imas:form';
/** Room for what stands above the fields; each field may have its error beside it. */
const mostFields = 45;

/** A form as a modal; what is kept has to be stored before it is opened (values.ts). */
export function drawModal(form: Form, { say, carry }: { say: Say; carry: Carry }): { view: ModalView; kept: Kept[] } {
  const fields = form.fields.slice(0, mostFields).map((field, at) => ({ field, ...drawField(field, { blockId: blockIdOf(form, at), command: form.command, say }) }));
  const luggage: Luggage = {
    command: form.command, args: form.args, carry,
    fields: form.fields.map(({ name, value }, at) => {
      const otherwise = at < mostFields ? fields[at]!.otherwise : value;
      return { name, ...(otherwise === undefined ? {} : { otherwise }) };
    }),
  };
  const title = plainText(form.title, limits.viewTitle);
  const isCut = title.text !== plainText(form.title, limits.header).text;
  // Between words, where that leaves any.
  if (isCut) title.text = title.text.replace(/(?<=.{8})\s\S*…$/, '…');
  const blocks: KnownBlock[] = [
    ...(isCut ? drawText([{ bold: form.title.slice(0, limits.title) }], say).slice(0, 1) : []),
    ...(form.error === undefined ? [] : drawText([{ bold: `✕ ${form.error}` }], say).slice(0, 2)),
    ...(form.intro === undefined ? [] : drawText([form.intro], say).slice(0, 3)),
    ...fields.flatMap(({ field, block }): KnownBlock[] => [block, ...(field.error === undefined ? [] : drawText([{ bold: `✕ ${field.error}` }], say).slice(0, 1))]),
  ];
  const written = json(luggage);
  const whole = written.length > limits.metadata ? keep(luggage) : undefined;
  return {
    view: {
      type: 'modal', callback_id: formCallback, title, submit: plainText(form.submit, limits.viewTitle, 'OK'), close: plainText(say('slack.cancel'), limits.viewTitle),
      private_metadata: whole === undefined ? written : json({ kept: whole.id }), blocks,
    },
    kept: [...fields.flatMap(({ kept }) => kept), ...(whole === undefined ? [] : [whole])],
  };
}

/**
 * What is wrong with the fields, for `response_action: errors`. Slack takes it only while these fields are on the
 * screen: see `sameFields`. They are no text objects: Slack shows them as they are.
 */
export function fieldErrors(form: Form): Record<string, string> {
  const wrong = form.fields.slice(0, mostFields).map((field, at) => [blockIdOf(form, at), field.error] as const);
  return Object.fromEntries(wrong.flatMap(([id, error]) => (error === undefined ? [] : [[id, cut(harmless(error), limits.fieldError) || '…']])));
}

/** Is what is wrong with each field said whole beside it? Otherwise the form is drawn anew, which has room for it. */
export const hasRoom = (form: Form): boolean => form.fields.every(({ error = '' }) => harmless(error).length <= limits.fieldError);

/** Are all fields of the form on the screen already? Otherwise it has to be drawn anew, by `response_action: update`. */
export function sameFields(form: Form, view: { blocks?: readonly { block_id?: string; type?: string }[] }): boolean {
  const shown = (view.blocks ?? []).filter((block) => block.type === 'input').map((block) => block.block_id);
  return shown.length === Math.min(form.fields.length, mostFields) && form.fields.slice(0, mostFields).every((_, at) => shown[at] === blockIdOf(form, at));
}

/** Slack keeps what was typed under a block's id: the same field of another step has another. */
function blockIdOf(form: Form, at: number): string {
  const step = createHash('sha256').update(json([form.command, Object.entries(form.args).toSorted(([a], [b]) => (a < b ? -1 : 1))])).digest('base64url').slice(0, 8);
  return `${at}:${step}:${form.fields[at]!.name}`.slice(0, 200);
}
