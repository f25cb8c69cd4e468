import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { notice } from '../../src/chat/notice.ts';
import { plainCard } from '../../src/chat/plain.ts';
import { drawMail } from '../../src/delivery/mail.ts';
import { aWorld } from '../world.ts';

const hostile = [
  '<!channel>', '<!here>', '<!subteam^S0123456>', '<@U012AB3CD>', '@everyone', '@here', '<@&123456789012345678>', '<#C0123456789|general>', '<https://evil.example|login>', '[login](https://evil.example)', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>',
  '"><a href="javascript:alert(1)">x</a>', '&lt;b&gt;', '```ansi\n\u001b[31m```', '\u0000', '\r\nBcc: all@example.org', '\u202egnp.exe', '=HYPERLINK("http://evil.example")', '\ud800', '{{constructor}}', '${7*7}', '🔴🔴', '\u0085', '\u2028', '<!date^1392734382^x|y>',
];
const text = fc.array(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ maxLength: 20 })), { maxLength: 6 }).map((pieces) => pieces.join(' '));

describe('whatever an alert says', () => {
  test('the first line has no mention, no markup of a vendor, no control character, one line, at most 90 characters', () => {
    fc.assert(fc.property(text, text, (title, service) => {
      const line = notice(title, `SEV1 ${service}:`, '· INC-42 · answer by 03:09');
      expect(line.length).toBeLessThanOrEqual(90);
      expect(line).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
      expect(line).not.toMatch(/@(everyone|here|channel|&)|<[@#!:\p{L}/]/u);
    }), { numRuns: 500 });
  });

  test('an e-mail has only our own tags and links, and its subject is one line', async () => {
    await fc.assert(fc.asyncProperty(text, text, async (headline, body) => {
      const mail = await drawMail({ key: 'k', headline, body, language: 'en', to: 'a@example.org', acknowledgeUrl: 'https://imas.example.org/a', incidentUrl: 'https://imas.example.org/i' }, 'example.org');
      expect(mail.subject).not.toMatch(/\p{Cc}/u);
      const tags = [...mail.html.matchAll(/<\s*\/?\s*([a-z!][\w-]*)/gi)].map((found) => found[1]!.toLowerCase());
      expect(tags.filter((tag) => !['!doctype', 'html', 'head', 'meta', 'title', 'style', 'body', 'main', 'h1', 'div', 'p', 'a'].includes(tag))).toEqual([]);
      expect([...mail.html.matchAll(/href\s*=\s*"([^"]*)"/g)].map((found) => found[1])).toEqual(['https://imas.example.org/a', 'https://imas.example.org/i']);
      expect(mail.html).not.toMatch(/<[^>]*\son\w+\s*=/i);
      expect(mail.text).not.toMatch(/[[\p{Cc}\u202a-\u202e\u2066-\u2069]--[\n\t]]/v);
    }), { numRuns: 200 });
  });

  test('a card as plain text holds nothing that a terminal acts on', () => {
    fc.assert(fc.property(text, text, (title, said) => {
      const card: Card = {
        title, tone: 'critical', notice: title, body: [{ kind: 'text', text: [said, { bold: said }, { code: said }] }, { kind: 'facts', facts: [{ label: said, value: [said] }] }, { kind: 'table', columns: [said], rows: [[[said]]] }, { kind: 'code', code: said, label: title }],
        actions: [{ label: said, command: 'incident/ack', args: {} }], small: [[said]],
      };
      expect(plainCard(card, { language: 'en', timeZone: 'UTC' })).not.toMatch(/[[\p{Cc}\u202a-\u202e\u2066-\u2069]--[\n\t]]/v);
    }), { numRuns: 300 });
  });
});

test('the cards that hostile alerts become are data: no link but ours, no mention in what notifies', async () => {
  await using world = await aWorld();
  for (const [n, piece] of hostile.entries()) {
    await world.post('alertmanager', { version: '4', groupKey: `g${n}`, status: 'firing', alerts: [{ status: 'firing', fingerprint: `f${n}`, labels: { alertname: piece, service: n % 2 ? piece : `unknown ${n}`, severity: 'critical', instance: piece, team: piece }, annotations: { summary: piece, description: piece, runbook_url: `javascript:alert(${n})` }, generatorURL: `javascript:${piece}`, startsAt: '2026-02-05T10:00:00Z' }] });
  }
  await world.until('every incident or their storm has its card', async () => (await world.app.sql`select 1 from posted_cards where message_id is null`).length === 0 && (await world.app.sql`select 1 from console_messages where card is not null`).length > 5);
  const cards = await world.app.sql<{ card: Card }[]>`select card from console_messages where card is not null`;
  for (const { card } of cards) {
    expect(card.notice).not.toMatch(/[\p{Cc}\p{Bidi_Control}]|@(everyone|here|channel|&)|<[@#!:\p{L}/]/u);
    expect(card.notice.length).toBeLessThanOrEqual(90);
    expect(card.title).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(JSON.stringify(card)).not.toMatch(/"url":"(?!https?:|\/#\/)/);
  }
});
