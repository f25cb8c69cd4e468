import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDoors, type Doors } from './doors.ts';

let doors: Doors;
beforeAll(async () => { doors = await openDoors(); });
afterAll(async () => doors[Symbol.asyncDispose]());

const at = '2026-02-05T10:00:00.000Z';
const future = 'time in the future, time of receipt used';
const nonsense = 'time not understood, time of receipt used';

let n = 0;
/** The start that is stored for what a tool said, `receipt` when it is the moment of receipt, and the notes. */
async function stored(said: unknown): Promise<[string, string[], boolean]> {
  const name = `Time ${++n}`;
  const before = Date.now();
  expect((await doors.knock('custom', { alert_name: name, service: `unknown-${n}`, started_at: said })).status).toBe(202);
  const [row] = await doors.world.app.sql<{ started_at: Date; notes: string[]; detected_at: Date; received_at: Date }[]>`
    select a.started_at, a.notes, a.received_at, i.detected_at from alerts a join incidents i on i.id = a.incident_id where a.name = ${name}`;
  const { started_at: started, notes, detected_at: detected, received_at: received } = row!;
  const isReceipt = started.getTime() === received.getTime() && started.getTime() >= before && started.getTime() <= Date.now();
  return [isReceipt ? 'receipt' : started.toISOString(), notes, detected.getTime() === started.getTime()];
}

test.each([
  ['absent', undefined, 'receipt', []],
  ['Go’s zero time', '0001-01-01T00:00:00Z', 'receipt', []],
  ['zero', 0, 'receipt', []],
  ['blank', '', 'receipt', []],
  ['epoch seconds', 1770285600, at, []],
  ['epoch milliseconds', 1770285600000, at, []],
  ['epoch seconds as text', '1770285600', at, []],
  ['epoch milliseconds as text', '1770285600000', at, []],
  ['epoch nanoseconds', '1770285600000000000', at, []],
  ['another zone', '2026-02-05T11:00:00+01:00', at, []],
  ['no zone', '2026-02-05T10:00:00', at, ['time without zone read as UTC']],
  ['fractions of a nanosecond', '2026-02-05T10:00:00.000999999Z', at, []],
  ['a zone that does not exist', '2026-02-05T10:00:00+99:99', 'receipt', [nonsense]],
  ['a day that does not exist', '2026-02-30T10:00:00Z', 'receipt', [nonsense]],
  ['the future', '9999-12-31T23:59:59Z', 'receipt', [future]],
  ['a moment ahead, as clocks are', new Date(Date.now() + 60_000).toISOString(), 'receipt', []],
  ['before monitoring was invented', '1901-01-01T00:00:00Z', 'receipt', [nonsense]],
  ['negative', -5, 'receipt', [nonsense]],
  ['prose', 'yesterday', 'receipt', [nonsense]],
  ['an object', { seconds: 1 }, 'receipt', [nonsense]],
])('a start that is %s', async (_, said, start, notes) => {
  expect(await stored(said)).toEqual([start, notes, true]);
});

test('an end before its start, or in the future, ends it at the receipt', async () => {
  const body = (status: string, endsAt: string) => ({ status, alerts: [{ status, labels: { alertname: `End ${endsAt}` }, startsAt: at, endsAt, fingerprint: endsAt }] });
  for (const endsAt of ['2020-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z', 'soon']) {
    await doors.knock('alertmanager', body('firing', endsAt));
    const since = Date.now();
    await doors.knock('alertmanager', body('resolved', endsAt));
    const [row] = await doors.world.app.sql<{ ended_at: Date | null }[]>`select ended_at from alerts where fingerprint = ${endsAt}`;
    expect(row!.ended_at!.getTime()).toBeGreaterThanOrEqual(since - 1);
    expect(row!.ended_at!.getTime()).toBeLessThanOrEqual(Date.now());
  }
});
