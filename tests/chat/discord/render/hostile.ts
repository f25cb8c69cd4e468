import fc from 'fast-check';

/** Texts that somebody who wants to wake a server, forge a link or break a message would put into a label. */
export const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.array(fc.constantFrom('@everyone', '@here', '<@123456789012345678>', '<@&123456789012345678>', '<#123456789012345678>', '[Acknowledge](https://evil.example)', '</ack:1>', '<t:1:R>', '*', '_', '~~', '`', '```', '||', '\\', ' ', '\n', '# ', '-# ', '- ', '> ', '1. ', 'word', ':fire:', '\u200b', '\u202e', '\0', 'https://evil.example/_x_'), { maxLength: 30 }).map((parts) => parts.join('')),
  fc.constantFrom('', ' ', '@everyone', '**bold**', '[x](https://evil.example)', '\ud800', '🔥'.repeat(200), '*'.repeat(4000), '\\'.repeat(4001), 'x'.repeat(40_000), '`'.repeat(5000), '```\n@everyone', 'long words '.repeat(4000)),
);
