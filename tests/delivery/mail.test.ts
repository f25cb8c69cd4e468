import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawMail } from '../../src/delivery/mail.ts';
import { aMessage } from './message.ts';

const links = { acknowledgeUrl: 'https://imas.example/a/1?x=1&y=2', incidentUrl: 'https://imas.example/i/42' };
/** The HTML with its own tags, and only those, taken away: what is left must hold no markup. */
const skeleton = async (message: Parameters<typeof aMessage>[0]) => (await drawMail(aMessage(message), 'example.org')).html.match(/<[^>]*>/g);

describe('an e-mail', () => {
  test('shows headline, body and one Acknowledge button', async () => {
    const { subject, html, text } = await drawMail(aMessage(links), 'example.org');
    expect(subject).toBe('SEV1 redis-prod: Redis is down');
    expect(html.match(/class="button"/g)).toHaveLength(1);
    expect(html).toMatch(/<a class="button" style="[^"]+" href="https:\/\/imas\.example\/a\/1\?x=1&amp;y=2">Acknowledge<\/a>/);
    expect(text).toBe('SEV1 redis-prod: Redis is down\n\nIt does not answer.\n\nAcknowledge: https://imas.example/a/1?x=1&y=2\nOpen the incident: https://imas.example/i/42\n');
  });
  test('without links has neither button nor link', async () => {
    const { html, text } = await drawMail(aMessage(), 'example.org');
    expect(html).not.toContain('<a ');
    expect(text).toBe('SEV1 redis-prod: Redis is down\n\nIt does not answer.\n');
  });
  test('speaks the receiver’s language', async () => {
    const { html } = await drawMail(aMessage({ ...links, language: 'fr' }), 'example.org');
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('>Prendre en charge</a>');
  });
  test('follows the phone into the dark', async () => {
    const { html } = await drawMail(aMessage(), 'example.org');
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
  });
  test.each(['javascript:alert(1)', 'data:text/html,x', 'not a link'])('never links to %s', async (acknowledgeUrl) => {
    expect((await drawMail(aMessage({ acknowledgeUrl }), 'example.org')).html).not.toContain('<a ');
  });
  test('keeps its tags whatever headline and body say', async () => {
    const plain = await skeleton(links);
    const hostile = fc.oneof(fc.string(), fc.constantFrom('<script>', '</style>', '"><img src=x onerror=1>', '<!--', '&lt;b&gt;', "'", '</title>'));
    await fc.assert(fc.asyncProperty(hostile, hostile, async (headline, body) => {
      expect(await skeleton({ ...links, headline, body })).toEqual(plain);
    }));
  });
  test('has a one-line subject whatever the headline says', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: fc.constantFrom('a', '\r', '\n', '\0', '\u2028', '\u0085', '\u202e', ':') }), async (headline) => {
      expect((await drawMail(aMessage({ headline }), 'example.org')).subject).toMatch(/^[a: ]*$/);
    }));
  });
  test('drops the marks that reverse text, and NUL', async () => {
    const { text } = await drawMail(aMessage({ body: 'a\u202eb\u2066c\0d\r\ne\tf' }), 'example.org');
    expect(text).toContain('abcd\ne\tf');
  });
  test('has the same Message-ID at each attempt, another for another notification', async () => {
    const id = async (key: string) => (await drawMail(aMessage({ key }), 'example.org')).messageId;
    expect(await id('n-1')).toMatch(/^<message-[0-9a-f]{32}@example\.org>$/);
    expect(await id('n-1')).toBe(await id('n-1'));
    expect((await drawMail(aMessage(), 'exämple.org')).messageId).toMatch(/@xn--exmple-cua\.org>$/);
    expect(await id('n-2')).not.toBe(await id('n-1'));
  });
});
