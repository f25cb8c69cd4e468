import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mentionedIn, plainWords } from '../../../../src/chat/slack/happenings/plain-words.ts';
import { escapeText } from '../../../../src/chat/slack/render/escape.ts';

const names = new Map([['U1', 'bea']]);

test.each([
  ['<@U1> and <@U2|zoe> and <@U3>', '@bea and @zoe and @U3'],
  ['in <#C1|payments>, <#C2>', 'in #payments, #C2'],
  ['<!here> <!subteam^S1|@ops> <!subteam^S2>', '@here @ops @subteam^S2'],
  ['at <!date^1392734382^{time}|10:02>', 'at 10:02'],
  ['see <https://example.com/a?b&amp;c|the graph>', 'see the graph (https://example.com/a?b&c)'],
  ['see <https://example.com>', 'see https://example.com'],
  ['<mailto:ops@example.com|ops@example.com>', 'ops@example.com'],
  ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
])('%s is read as %s', (escaped, plain) => expect(plainWords(escaped, names)).toBe(plain));

test('what people type comes out as they typed it', () => {
  fc.assert(fc.property(fc.string(), (typed) => { expect(plainWords(escapeText(typed), names)).toBe(typed.trim()); }));
});

test('everybody who is named is found once', () => expect(mentionedIn('<@U1> <@U2|zoe> <@U1> <#C1> &lt;@U9&gt;')).toEqual(['U1', 'U2']));
