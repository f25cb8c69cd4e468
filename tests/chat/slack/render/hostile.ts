import fc from 'fast-check';

/** Texts that somebody who wants to wake a channel, forge a link or break a message would put into a label. */
export const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.array(fc.constantFrom('<!channel>', '<!here|x>', '<@U123ABC>', '<https://evil.example|Acknowledge>', '&', '<', '>', '*', '_', '~', '`', '```', ' ', '\n', 'word', '|', '^', ':red_circle:', '\u200b', '\u202e', '\0'), { maxLength: 30 }).map((parts) => parts.join('')),
  fc.constantFrom('', ' ', '<!channel>', '*bold*', '_it_', '> quote', '&lt;!channel&gt;', '<!date^1^{time}|x>', '<!subteam^S123>', '\ud800', '🔥'.repeat(200), '&'.repeat(4000), '<'.repeat(4000), 'x'.repeat(40_000), '`'.repeat(5000), 'long words '.repeat(4000)),
);
