import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { callHealth } from '../../src/chat/call-health.ts';
import type { Refusals } from '../../src/chat/rates/refusals.ts';
import { SlackFault } from '../../src/chat/slack/faults.ts';
import { sayIn } from '../../src/texts/say.ts';

function aHealth() {
  const lines: string[] = [];
  const log = pino({}, new Writable({ write(chunk: Buffer, _, done) { lines.push((JSON.parse(chunk.toString()) as { outage: string }).outage); done(); } }));
  return { lines, ...callHealth({ platform: 'slack', log, say: sayIn('en'), refusals: { longest: () => undefined } as unknown as Refusals, aboutAll: new Set(['slackFaults.unreachable', 'slackFaults.ailing']), lacks: () => undefined, waiting: 'slackFaults.rate_limited' }) };
}
const away = (code = 'unreachable') => new SlackFault('chat.postMessage', code);

test('however a platform fails while it is away, that begins once and ends once', () => {
  const { lines, ended } = aHealth();
  for (const code of ['unreachable', 'http_5xx', 'unreachable']) ended('chat.postMessage', away(code), [], performance.now());
  ended('auth.test');
  expect(lines).toEqual(['begins', 'ends']);
});

test('calls that hung until after others went well begin no outage', () => {
  const { lines, ended, health } = aHealth();
  const before = performance.now();
  ended('chat.postMessage', away(), [], before);
  ended('auth.test');
  ended('chat.postMessage', away(), [], before);
  expect(health()).toMatchObject({ ok: true });
  ended('auth.test');
  ended('chat.postMessage', away(), [], performance.now());
  expect(health()).toMatchObject({ ok: false });
  expect(lines).toEqual(['begins', 'ends', 'begins']);
});
