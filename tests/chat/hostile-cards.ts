import fc from 'fast-check';
import type { Action, Block, Card, Span, Tone } from '../../src/chat/card.ts';

/** Cards of every shape whose every text is one that somebody who wants to forge, wake or break a platform's message would write. */
export function hostileCards(hostile: fc.Arbitrary<string>): fc.Arbitrary<Card> {
  const span: fc.Arbitrary<Span> = fc.oneof(hostile, hostile.map((bold) => ({ bold })), hostile.map((code) => ({ code })), fc.tuple(hostile, fc.oneof(hostile, fc.webUrl())).map(([link, url]) => ({ link, url })), hostile.map((name) => ({ person: 'u', name })), fc.constant({ time: '2026-11-22T02:05:00Z', style: 'time' as const }), hostile.map((time) => ({ time, style: 'relative' as const })));
  const rich = fc.array(span, { maxLength: 4 });
  const block: fc.Arbitrary<Block> = fc.oneof(
    rich.map((text) => ({ kind: 'text' as const, text })),
    fc.array(rich, { maxLength: 300 }).map((items) => ({ kind: 'list' as const, items })),
    fc.array(fc.record({ label: hostile, value: rich }), { maxLength: 30 }).map((all) => ({ kind: 'facts' as const, facts: all })),
    fc.record({ kind: fc.constant('code' as const), code: hostile, label: hostile }),
    fc.record({ kind: fc.constant('picture' as const), svg: fc.constantFrom('<svg/>', '<svg>1</svg>'), alt: hostile }),
    fc.record({ kind: fc.constant('table' as const), columns: fc.array(hostile, { maxLength: 3 }), rows: fc.array(fc.array(rich, { maxLength: 3 }), { maxLength: 20 }) }),
  );
  const command = fc.record({ label: hostile, command: fc.constantFrom('incident/ack', 'x'.repeat(300)), args: fc.dictionary(hostile, hostile, { maxKeys: 2 }) });
  const action: fc.Arbitrary<Action> = fc.oneof(command, fc.tuple(command, hostile).map(([it, confirm]) => ({ ...it, confirm })), fc.record({ label: hostile, url: fc.oneof(hostile, fc.webUrl()) }));
  return fc.record({
    title: hostile, notice: hostile, tone: fc.constantFrom<Tone>('critical', 'neutral', 'good'), body: fc.array(block, { maxLength: 8 }),
    actions: fc.array(action, { maxLength: 40 }), more: fc.array(command, { maxLength: 130 }), small: fc.array(rich, { maxLength: 15 }),
  });
}
