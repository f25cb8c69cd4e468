import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field, Form } from '../../../../src/chat/card.ts';
import { firstWrongPart, formParts, saysWhatIsWrong } from '../../../../src/chat/discord/render/form-parts.ts';
import { drawModal, otherValues, packForm, readModal, unpackForm, type Submitted } from '../../../../src/chat/discord/render/modal.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import type { Kept } from '../../../../src/chat/values.ts';
import { hostile } from './hostile.ts';
import { wrongInModal } from './rules.ts';

const say = sayIn('en', 'Europe/Paris');
const field = (name: string, more: Partial<Field> = {}): Field => ({ name, label: name, kind: 'text', required: true, ...more });
const form = (fields: Field[], more: Partial<Form> = {}): Form => ({ title: 'Declare an incident', command: 'incident/declare', args: {}, fields, submit: 'Declare', ...more });
const severity = field('severity', { kind: 'choice', value: 'sev2', choices: [{ value: 'sev1', label: 'SEV1 · critical' }, { value: 'sev2', label: 'SEV2 · high' }] });
const inRow = (name: string, value: string): Submitted => ({ components: [{ custom_id: name, value }] });
const inLabel = (name: string, ...values: string[]): Submitted => ({ component: { custom_id: name, values } });
const from = (...kept: Kept[]) => async (id: string) => kept.find((one) => one.id === id)?.value;

describe('a form in Discord', () => {
  test('of texts alone is made of rows that every app shows', () => {
    const { modal } = drawModal({ form: form([field('title', { value: 'Redis' }), field('text', { kind: 'longtext', required: false, help: 'What is known' })]), part: 0, values: {} }, say);
    expect(wrongInModal(modal)).toEqual([]);
    expect(modal.components).toEqual([
      { type: 1, components: [{ type: 4, custom_id: 'title', style: 1, label: 'title', required: true, max_length: 4000, value: 'Redis' }] },
      { type: 1, components: [{ type: 4, custom_id: 'text', style: 2, label: 'text', required: false, max_length: 4000, placeholder: 'What is known' }] },
    ]);
  });
  test('lets choose where there is a choice, the present one first, with its help beside it', () => {
    const { modal } = drawModal({ form: form([field('title', { help: 'In a few words' }), severity, field('private', { kind: 'boolean', required: false, value: 'no' })]), part: 0, values: {} }, say);
    expect(wrongInModal(modal)).toEqual([]);
    expect(modal.components).toMatchObject([
      { type: 18, label: 'title', description: 'In a few words', component: { type: 4 } },
      { type: 18, component: { type: 3, required: true, options: [{ value: 'sev1' }, { value: 'sev2', default: true }] } },
      { type: 18, component: { type: 3, required: false, options: [{ value: 'true', label: 'Yes' }, { value: 'false', default: true }] } },
    ]);
    // Not a second time in the box.
    expect(JSON.stringify(modal).match(/In a few words/g)).toHaveLength(1);
  });
  test('is read back by the names of its fields', async () => {
    const { modal, kept } = drawModal({ form: form([field('title'), severity, field('teams', { kind: 'choices', choices: [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }] })]), part: 0, values: {} }, say);
    const read = await readModal(modal.custom_id, [inRow('title', 'Redis'), inLabel('severity', 'sev1'), inLabel('teams', 'a', 'b')], say, from(...kept));
    expect(read).toMatchObject({ part: 0, parts: 1, values: { title: 'Redis', severity: 'sev1', teams: 'a,b' } });
  });
  test('with more than five fields continues, says so, and may end when nothing is required any more', async () => {
    const long = form('abcdefg'.split('').map((name) => field(name, { required: name < 'f' })));
    expect(formParts(long)).toHaveLength(2);
    const first = drawModal({ form: long, part: 0, values: {} }, say);
    expect(first.modal.title).toBe('Declare an incident (1/2)');
    const read = await readModal(first.modal.custom_id, 'abcde'.split('').map((name) => inRow(name, name.toUpperCase())), say, from(...first.kept));
    expect(read).toMatchObject({ part: 0, parts: 2, mayEnd: true, values: { a: 'A', e: 'E' } });
    const kept = packForm(read!.form, 1, read!.values);
    const second = drawModal((await unpackForm(kept.id, from(kept)))!, say);
    expect(second.modal.components).toHaveLength(2);
    expect(await readModal(second.modal.custom_id, [inRow('f', 'F')], say, from(...second.kept))).toMatchObject({ part: 1, mayEnd: true, values: { a: 'A', e: 'E', f: 'F', g: '' } });
  });
  test('keeps no secret, and asks for it last', () => {
    const { kept } = drawModal({ form: form([field('token', { kind: 'secret', value: 's3cret' }), ...'abcde'.split('').map((name) => field(name))]), part: 1, values: { token: 's3cret', a: 'A' } }, say);
    expect(JSON.stringify(kept)).not.toContain('s3cret');
    const { modal } = drawModal({ form: form([field('token', { kind: 'secret' }), ...'abcde'.split('').map((name) => field(name))]), part: 1, values: {} }, say);
    expect(JSON.stringify(modal)).toContain('"custom_id":"token"');
  });
  test.each([[4, 3, [4, 3]], [3, 2, [5]], [9, 2, [5, 4, 2]], [0, 3, [3]], [5, 0, [5]], [0, 0, [0]]])('of %i fields and %i secrets asks for all secrets at once, at last', (plain, secret, sizes) => {
    const names = (n: number, kind: Field['kind']) => Array.from({ length: n }, (_, at) => field(`${kind}${at}`, { kind }));
    const it = form([...names(secret, 'secret'), ...names(plain, 'text')]);
    const parts = formParts(it);
    expect(parts.map((part) => part.length)).toEqual(sizes);
    expect(parts.filter((part) => part.some(({ kind }) => kind === 'secret')).length).toBeLessThanOrEqual(1);
    expect(parts.flat().map(({ name }) => name).toSorted()).toEqual(it.fields.map(({ name }) => name).toSorted());
    for (const [part] of parts.entries()) expect(wrongInModal(drawModal({ form: it, part, values: {} }, say).modal)).toEqual([]);
  });
  test('leaves room for what introduces it', () => {
    const it = form('abcde'.split('').map((name) => field(name)), { intro: 'Say first what this is about.' });
    expect(JSON.stringify(drawModal({ form: it, part: 0, values: {} }, say).modal)).toContain('Say first what this is about');
    expect(formParts(it).map((part) => part.length)).toEqual([4, 1]);
  });
  test('reads what was filled in before its parts were others', async () => {
    const it = form('abcdefg'.split('').map((name) => field(name)), { intro: 'New' });
    const kept = packForm(it, 0);
    const read = await readModal(`form:${kept.id}`, 'abcde'.split('').map((name) => inRow(name, name.toUpperCase())), say, from(kept));
    expect(read!.values).toEqual({ a: 'A', b: 'B', c: 'C', d: 'D', e: 'E' });
  });
  test('shows the beginning of what is longer than it may be', () => {
    const { modal } = drawModal({ form: form([field('title', { value: 'x'.repeat(40_000), maxLength: 200, error: 'Too long.' })]), part: 0, values: {} }, say);
    expect(wrongInModal(modal)).toEqual([]);
    expect(JSON.stringify(modal)).toContain(`"value":"${'x'.repeat(200)}"`);
  });
  test('leaves what is too long to be edited as it is', async () => {
    const text = 'x'.repeat(5000);
    const { modal, kept } = drawModal({ form: form([field('text', { kind: 'longtext', value: text })]), part: 0, values: {} }, say);
    expect(wrongInModal(modal)).toEqual([]);
    expect((await readModal(modal.custom_id, [inRow('text', '')], say, from(...kept)))!.values).toEqual({ text });
  });
  test('that is ended early has its own values for what nobody was asked', () => {
    expect(otherValues({ form: form([field('a', { value: 'was' }), field('b', { value: 'kept' })]), values: { a: 'new' } })).toEqual({ a: 'new', b: 'kept' });
  });
  test('is opened where the first mistake is', () => {
    expect(firstWrongPart(form('abcdef'.split('').map((name) => field(name, name === 'f' ? { error: 'No' } : {}))))).toBe(1);
    expect(firstWrongPart(form([field('a')], { error: 'No' }))).toBe(0);
  });
  test('has no room for what is wrong with all of it beside five fields', () => {
    const asked = (n: number, more = {}) => form('abcdefg'.slice(0, n).split('').map((name) => field(name)), more);
    expect([saysWhatIsWrong(asked(4, { error: 'No' }), 0), saysWhatIsWrong(asked(5, { error: 'No' }), 0), saysWhatIsWrong(asked(7, { error: 'No' }), 1), saysWhatIsWrong(asked(5), 0)]).toEqual([true, false, true, true]);
  });
  test('says the whole of what is wrong with a field, above it where it has no room, and half of no sentence', () => {
    const error = `It names nobody: ${'somebody, '.repeat(12)}nobody.`;
    const drawnWith = (n: number) => drawModal({ form: form(['a', 'b', 'c', 'd', 'e'].slice(0, n).map((name) => field(name, name === 'a' ? { error, help: 'Names between commas.' } : {}))), part: 0, values: {} }, say).modal;
    expect(drawnWith(4).components[0]).toMatchObject({ type: 10, content: `a: ✕ ${error} Names between commas.` });
    expect(drawnWith(4).components[1]).toMatchObject({ description: '✕ The reason stands above. Names between commas.' });
    expect(drawnWith(5).components[0]).toMatchObject({ label: 'a', description: '✕ The reason stands in the message before this form. Names between commas.' });
    expect([saysWhatIsWrong(form('abcd'.split('').map((name) => field(name, { error }))), 0), saysWhatIsWrong(form('abcde'.split('').map((name) => field(name, { error }))), 0), saysWhatIsWrong(form('abcde'.split('').map((name) => field(name, { error: 'No.' }))), 0)]).toEqual([true, false, true]);
  });
  test('leaves room for help that is longer than what stands beside a field', () => {
    const help = 'How it is typed. '.repeat(9).trim();
    const it = form('abcdef'.split('').map((name) => field(name, name === 'b' ? { help } : {})));
    expect(formParts(it).map((part) => part.length)).toEqual([4, 2]);
    expect(drawModal({ form: it, part: 0, values: {} }, say).modal.components[0]).toMatchObject({ type: 10, content: `b: ${help}` });
  });
  test('that is gone, or none of ours, is nothing', async () => {
    expect(await readModal('form:gone', [], say, from())).toBeUndefined();
    expect(await readModal('other', [], say, from())).toBeUndefined();
  });
  test('breaks none of Discord’s limits, whatever it asks', () => {
    const kind = fc.constantFrom<Field['kind']>('text', 'longtext', 'number', 'boolean', 'datetime', 'secret', 'choice', 'choices', 'incident', 'team');
    const fields = fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[a-z]{1,20}$/), label: hostile, kind, required: fc.boolean(), value: hostile, help: hostile, error: hostile, choices: fc.array(fc.record({ value: hostile, label: hostile }), { maxLength: 40 }) }), { selector: ({ name }) => name, minLength: 1, maxLength: 12 });
    fc.assert(fc.property(fields, fc.record({ title: hostile, intro: hostile, error: hostile }), (all, more) => {
      const it = form(all, more);
      for (let part = 0; part < formParts(it).length; part++) expect(wrongInModal(drawModal({ form: it, part, values: {} }, say).modal)).toEqual([]);
    }), { numRuns: 100 });
  });
});
