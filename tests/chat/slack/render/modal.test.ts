import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InputBlock, KnownBlock } from '@slack/types';
import type { Field, FieldKind, Form } from '../../../../src/chat/card.ts';
import { drawModal, fieldErrors, sameFields } from '../../../../src/chat/slack/render/modal.ts';
import { readField } from '../../../../src/chat/slack/render/actions.ts';
import { readModal } from '../../../../src/chat/slack/render/read-modal.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import { checkView } from '../../../fakes/slack/check-blocks.ts';
import { hostile } from './hostile.ts';

const say = sayIn('en', 'Europe/Paris');
const carry = { channel: 'C1', thread: '1.2', responseUrl: 'https://hooks.example.com/x' };
const field = (kind: FieldKind, changes: Partial<Field> = {}): Field => ({ name: kind, label: kind, kind, required: true, ...changes });
const form = (fields: Field[], changes: Partial<Form> = {}): Form => ({ title: 'Snooze', command: 'incident/snooze', args: { incident: 'INC-42' }, fields, submit: 'OK', ...changes });
const modal = (it: Form) => drawModal(it, { say, carry });
const inputs = (it: Form) => modal(it).view.blocks.filter(isInput);
const isInput = (block: KnownBlock | { type: string }): block is InputBlock => block.type === 'input';

type Given = Record<string, unknown>;
/** What Slack sends when somebody submits a view without touching it, or with these inputs filled in. */
async function submitted(it: Form, filled: Record<string, Given> = {}) {
  const { view, kept } = modal(it);
  const values = Object.fromEntries(view.blocks.filter(isInput).map((block, at) => {
    const element = block.element as { type: string; action_id: string } & Given;
    const untouched = { value: element['initial_value'] ?? null, selected_option: element['initial_option'] ?? null, selected_options: element['initial_options'] ?? [], selected_date_time: element['initial_date_time'] ?? null };
    const own: Given = { type: element.type };
    if (element.type.endsWith('_input')) own['value'] = untouched.value;
    else if (element.type.startsWith('multi_')) own['selected_options'] = untouched.selected_options;
    else if (element.type === 'datetimepicker') own['selected_date_time'] = untouched.selected_date_time;
    else own['selected_option'] = untouched.selected_option;
    return [block.block_id!, { [element.action_id]: { ...own, ...filled[it.fields[at]!.name] } }];
  }));
  return readModal({ ...view, state: { values } } as never, (id) => Promise.resolve(structuredClone(kept.find((one) => one.id === id)?.value)));
}

describe('a form in Slack', () => {
  test.each<[FieldKind, string, Partial<Field>]>([
    ['text', 'plain_text_input', {}], ['longtext', 'plain_text_input', {}], ['number', 'number_input', {}], ['boolean', 'radio_buttons', {}],
    ['datetime', 'datetimepicker', {}], ['secret', 'plain_text_input', {}], ['choice', 'static_select', { choices: [{ value: 'a', label: 'A' }] }],
    ['choices', 'multi_static_select', { choices: [{ value: 'a', label: 'A' }] }], ['choice', 'plain_text_input', { choices: [] }],
    ['incident', 'external_select', {}], ['service', 'external_select', {}], ['team', 'external_select', {}], ['user', 'external_select', {}], ['policy', 'external_select', {}], ['source', 'external_select', {}],
    ['user', 'plain_text_input', { name: 'n'.repeat(300) }], ['number', 'plain_text_input', { value: 'none' }],
  ])('asks for %s by a %s', (kind, element, changes) => {
    const it = form([field(kind, changes)]);
    expect(checkView(modal(it).view)).toEqual([]);
    expect(inputs(it)).toMatchObject([{ optional: false, element: { type: element } }]);
  });
  test('says of a secret that it is seen while it is typed, and never shows it again', () => {
    expect(inputs(form([field('secret', { value: 'hunter2', help: 'From the provider.' })]))).toMatchObject([{ hint: { text: 'From the provider. Slack cannot hide what you type here: mind who sees your screen.' } }]);
    expect(JSON.stringify(modal(form([field('secret', { value: 'hunter2' })])))).not.toContain('hunter2');
  });
  test('a select that searches knows whose field it is', () => {
    expect(inputs(form([field('service', { name: 'to' })])).map((block) => readField((block.element as { action_id: string }).action_id))).toEqual([{ command: 'incident/snooze', field: 'to' }]);
  });
  test('says above the fields what is wrong, and below a field what is wrong there', () => {
    const it = form([field('text', { error: 'Too <long>.' })], { error: 'Not *now*.', intro: 'Read this.', title: 'A title of more than twenty-four letters' });
    const { view } = modal(it);
    expect(checkView(view)).toEqual([]);
    expect(view.title.text).toBe('A title of more than…');
    expect(view.blocks.map((block) => block.type)).toEqual(['section', 'rich_text', 'section', 'input', 'section']);
    expect(fieldErrors(it)).toEqual({ [view.blocks[3]!.block_id!]: 'Too <long>.' });
  });
  test('does not say how a moment is typed where it is picked', () => {
    expect(inputs(form([field('datetime', { help: say('chat.help_moment') }), field('text', { help: say('chat.help_moment') })])).map((block) => block.hint === undefined)).toEqual([true, false]);
  });
  test('knows whether its fields are the ones on the screen', () => {
    const it = form([field('text'), field('number')]);
    expect(sameFields(it, modal(it).view)).toBe(true);
    expect(sameFields({ ...it, args: {} }, modal(it).view)).toBe(false);
    expect(sameFields({ ...it, fields: it.fields.slice(1) }, modal(it).view)).toBe(false);
  });
});

describe('what somebody fills in', () => {
  const choices = Array.from({ length: 250 }, (_, index) => ({ value: index === 200 ? 'v'.repeat(500) : `v${index}`, label: `Choice ${index}` }));
  test.each<[string, Field, Given, string]>([
    ['text', field('text'), { value: 'a <b> & c' }, 'a <b> & c'],
    ['nothing', field('text', { required: false }), { value: null }, ''],
    ['a number', field('number'), { value: '25' }, '25'],
    ['yes', field('boolean'), { selected_option: { value: 'true' } }, 'true'],
    ['an instant', field('datetime'), { selected_date_time: 1795313100 }, '2026-11-22T02:05:00.000Z'],
    ['several', field('choices', { choices }), { selected_options: [{ value: 'v1' }, { value: 'v7' }] }, 'v1,v7'],
    ['a name', field('user'), { selected_option: { value: '@bea' } }, '@bea'],
  ])('is read as it would be typed: %s', async (_, one, given, expected) => {
    const read = await submitted(form([one]), { [one.name]: given });
    expect(read).toEqual({ command: 'incident/snooze', args: { incident: 'INC-42' }, values: { [one.name]: expected }, carry });
  });
  test.each<[string, Field]>([
    ['text', field('text', { value: 'a\nb' })], ['a number', field('number', { value: '2.5' })], ['no', field('boolean', { value: 'false' })],
    ['an instant', field('datetime', { value: '2026-11-22T02:05:00.000Z' })], ['one of many', field('choice', { choices, value: 'v240' })],
    ['a choice too long for Slack', field('choice', { choices, value: 'v'.repeat(500) })], ['several of many', field('choices', { choices, value: 'v3,v201' })],
    ['a name', field('team', { value: 'SRE' })], ['a name too long for Slack', field('team', { value: 'T'.repeat(200) })], ['a text too long for Slack', field('longtext', { value: 'x'.repeat(9000) })],
  ])('that stood there already stays: %s', async (_, one) => {
    expect(checkView(modal(form([one])).view)).toEqual([]);
    expect((await submitted(form([one])))?.values).toEqual({ [one.name]: one.value });
  });
  test('of a form that is none of ours or whose values are gone is nothing', async () => {
    expect(await readModal({ private_metadata: 'x' }, () => Promise.resolve(undefined))).toBeUndefined();
    expect(await readModal({ private_metadata: '{"kept":"gone"}' }, () => Promise.resolve(undefined))).toBeUndefined();
  });
});

test('no form breaks one of Slack’s rules, and what travels with it arrives', async () => {
  const kinds: FieldKind[] = ['text', 'longtext', 'number', 'boolean', 'datetime', 'secret', 'choice', 'choices', 'incident', 'user'];
  const fields = fc.uniqueArray(fc.record({
    name: hostile, label: hostile, kind: fc.constantFrom(...kinds), required: fc.boolean(), value: hostile, help: hostile, error: hostile,
    choices: fc.array(fc.record({ value: hostile, label: hostile }), { maxLength: 130 }), maxLength: fc.integer({ min: 1, max: 20_000 }),
  }, { requiredKeys: ['name', 'label', 'kind', 'required'] }), { maxLength: 60, selector: ({ name }) => name });
  const forms = fc.record({ title: hostile, command: fc.constant('incident/edit'), args: fc.dictionary(fc.string(), hostile, { maxKeys: 3 }), intro: hostile, error: hostile, submit: hostile, fields });
  await fc.assert(fc.asyncProperty(forms, async (it) => {
    expect(checkView(modal(it as Form).view)).toEqual([]);
    const read = await submitted(it as Form);
    expect(read).toMatchObject({ command: it.command, carry });
    expect(Object.keys(read!.values).toSorted()).toEqual([...new Set(it.fields.map(({ name }) => name))].filter((name) => name !== '__proto__').toSorted());
  }), { numRuns: 60 });
});
