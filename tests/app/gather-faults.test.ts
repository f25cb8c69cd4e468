import { Writable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { makeLog } from '../../src/app/log.ts';
import { DiscordFault } from '../../src/chat/discord/faults.ts';
import { SlackFault } from '../../src/chat/slack/faults.ts';
import { Undeliverable } from '../../src/delivery/provider.ts';
import { unavailable } from '../../src/errors.ts';

interface Line { level: number; msg: string; more?: number; err?: { stack?: string; code?: string }; goingOnForSeconds?: number; wentOnForSeconds?: number }

function aLog() {
  const lines: Line[] = [];
  const log = makeLog('info', new Writable({ write(chunk: Buffer, _, done) { lines.push(JSON.parse(chunk.toString()) as Line); done(); } }));
  return { log, lines };
}
const away = () => new SlackFault('chat.postMessage', 'unreachable');

test('an outage of a platform is one line when it begins, one at widening intervals with a count, and one when it ends', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { log, lines } = aLog();
  log.warn({ platform: 'slack', outage: 'begins' }, 'Slack does not answer');
  // A fault each second, for 23 minutes.
  for (let second = 1; second <= 23 * 60; second++) {
    vi.advanceTimersByTime(1000);
    const err = [away(), new Undeliverable('it failed', { retry: true, cause: away() }), unavailable('rooms.away', {}, { cause: new SlackFault('chat.update', 'timeout') })][second % 3];
    log.warn({ err }, 'a job failed');
  }
  log.info({ platform: 'slack', outage: 'ends' }, 'Slack works again');
  vi.useRealTimers();
  expect(lines.map(({ msg, more, goingOnForSeconds, wentOnForSeconds }) => [msg, more, goingOnForSeconds ?? wentOnForSeconds])).toEqual([
    ['Slack does not answer', undefined, undefined], ['a job failed', 60, 60], ['a job failed', 300, 360], ['a job failed', 900, 1260], ['Slack works again', 120, 1380],
  ]);
});

test('the next outage begins with a line of its own, and so does that of the other platform', () => {
  const { log, lines } = aLog();
  log.warn({ err: away() }, 'a job failed');
  log.warn({ err: new DiscordFault('POST /channels/1/messages', 'unreachable') }, 'a job failed');
  log.warn({ err: away() }, 'a job failed');
  log.info({ platform: 'slack', outage: 'ends' }, 'Slack works again');
  log.warn({ err: away() }, 'a job failed');
  expect(lines.map(({ msg, more }) => [msg, more])).toEqual([['a job failed', undefined], ['a job failed', undefined], ['Slack works again', 1], ['a job failed', undefined]]);
});

test('what a platform refuses for good is seen beside its outage, once for each cause', () => {
  const { log, lines } = aLog();
  log.warn({ err: away() }, 'a job failed');
  for (const code of ['missing_scope', 'channel_not_found', 'missing_scope']) log.error({ err: new SlackFault('chat.postMessage', code) }, 'a platform refuses for good');
  expect(lines.map(({ err }) => err?.code)).toEqual(['unreachable', 'missing_scope', 'channel_not_found']);
});

test('a platform’s fault has no stack in the log; ours has, each time', () => {
  const { log, lines } = aLog();
  log.warn({ err: away() }, 'a job failed');
  for (let n = 0; n < 2; n++) log.warn({ err: new TypeError('a fault of ours') }, 'a job failed');
  expect(lines.map(({ err }) => typeof err?.stack)).toEqual(['undefined', 'string', 'string']);
});
