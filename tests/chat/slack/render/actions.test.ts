import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAction, readField, unpacked, writeAction, writeField, writeShowAll } from '../../../../src/chat/slack/render/actions.ts';
import { drawOptions, drawSuggestions } from '../../../../src/chat/slack/render/options.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import type { Kept } from '../../../../src/chat/values.ts';
import { hostile } from './hostile.ts';

const load = (...kept: (Kept | undefined)[]) => (id: string) => Promise.resolve(structuredClone(kept.find((one) => one?.id === id)?.value));

test.each([[2000], [150]])('what a button or an entry does comes back as it was, within %i characters', async (max) => {
  await fc.assert(fc.asyncProperty(fc.dictionary(fc.string().filter((name) => name !== '__proto__'), hostile, { maxKeys: 3 }), async (args) => {
    const { action_id, value, kept } = writeAction({ command: 'incident/ack', args }, 3, max);
    expect(value.length).toBeLessThanOrEqual(max);
    expect(await readAction({ action_id, value }, load(kept))).toEqual({ command: 'incident/ack', args: JSON.parse(JSON.stringify(args)) as object });
    expect(await readAction({ action_id, selected_option: { value } }, load(kept))).toMatchObject({ command: 'incident/ack' });
  }), { numRuns: 50 });
});
test.each<[string, object]>([
  ['a link', { action_id: 'imas:link:1' }], ['another app’s button', { action_id: 'theirs', value: '["incident/ack",{}]' }], ['a broken value', { action_id: 'imas:0:x', value: '[1' }],
  ['a value of another form', { action_id: 'imas:0:x', value: '{"a":1}' }], ['one whose value is gone', { action_id: 'imas:0:x', value: 'kept:abc' }], ['nothing', {}],
])('%s does nothing', async (_, action) => {
  expect(await readAction(action, load())).toBeUndefined();
});
test('“Show all” knows its card', async () => {
  const { action_id, value, kept } = writeShowAll({ title: 'A card' });
  expect(await readAction({ action_id, value }, load())).toEqual({ showAll: kept.id });
});
test('a field that asks for options knows its command, and says when its name has no room', () => {
  expect(readField(writeField('provider/add', 'a:b')!)).toEqual({ command: 'provider/add', field: 'a:b' });
  expect(writeField('provider/add', 'x'.repeat(255))).toBeUndefined();
  expect(readField('imas:value:1')).toBeUndefined();
});
test('options keep their values, each once, and at most a hundred of them', async () => {
  const choices = [{ value: 'a', label: '' }, { value: 'a', label: 'again' }, { value: 'x'.repeat(400), label: 'y'.repeat(400) }, { value: '', label: 'none' }, ...Array.from({ length: 200 }, (_, index) => ({ value: `v${index}`, label: `v${index}` }))];
  const { options, kept } = drawOptions(choices);
  expect(options).toHaveLength(100);
  expect(await Promise.all(options.slice(0, 3).map((option) => unpacked(option.value!, load(...kept))))).toEqual(['a', 'x'.repeat(400), '']);
  expect(options[1]!.text.text).toHaveLength(75);
});
test('a select that searches also offers what was typed, unless it is one of the choices', () => {
  const offered = (typed: string) => drawSuggestions([{ value: '@bea', label: '@bea' }], typed, sayIn('en')).options.map((option) => `${option.value}: ${option.text.text}`);
  expect(offered('none')).toEqual(['@bea: @bea', 'none: “none” as typed']);
  expect(offered('Bea')).toEqual(['@bea: @bea']);
  expect(offered(' ')).toEqual(['@bea: @bea']);
});
