import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAction, writeAction, writeShowAll } from '../../../../src/chat/discord/render/actions.ts';
import type { Kept } from '../../../../src/chat/values.ts';

const from = (...kept: (Kept | undefined)[]) => async (id: string) => kept.find((one) => one?.id === id)?.value;

describe('what a button of Discord carries', () => {
  test('is the command with its blanks filled in, in words where they fit', async () => {
    const written = writeAction({ command: 'incident/ack', args: { incident: 'INC-42' } }, 0);
    expect(written).toEqual({ id: 'incident/ack?incident=INC-42#0' });
    expect(await readAction(written.id, from())).toEqual({ command: 'incident/ack', args: { incident: 'INC-42' } });
  });
  test('arrives as it was sent, in at most 100 characters, whatever it is', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom('incident/ack', 'x'.repeat(300), 'Odd'), fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 200 }), { maxKeys: 3 }), fc.nat(30), async (command, args, at) => {
      const { id, kept } = writeAction({ command, args }, at);
      expect(id.length).toBeLessThanOrEqual(100);
      expect(await readAction(id, from(kept))).toEqual({ command, args });
    }));
  });
  test('with a question comes back with the question', async () => {
    const { id, kept } = writeAction({ command: 'incident/resolve', args: { incident: 'INC-42' }, confirm: 'Sure?', label: 'Resolve', style: 'danger' }, 1);
    expect(await readAction(id, from(kept))).toEqual({ command: 'incident/resolve', args: { incident: 'INC-42' }, confirm: 'Sure?', label: 'Resolve', style: 'danger' });
  });
  test('that asks for a whole card names the card', async () => {
    const { id, kept } = writeShowAll({ title: 'A card' });
    expect(await readAction(id, from(kept))).toEqual({ showAll: kept.id });
  });
  test.each(['', 'form:abc', 'nonsense', '?gone#0', 'https://x.example/?a'])('“%s” is none of ours, or gone', async (id) => {
    expect(await readAction(id, from())).toBeUndefined();
  });
});
