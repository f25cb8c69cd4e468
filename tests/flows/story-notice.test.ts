import { describe, expect, test } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { queueNotice, type Notice } from '../../src/domain/notifications/queue-notice.ts';
import { stages } from '../stage/stages.ts';

const notice = (userId: string): Notice => ({
  key: 'passed', userId, purpose: 'notice', means: 'chat', title: { key: 'notify.passed_on', params: { incident: 'INC-7', name: 'bea', title: 'it burns' } },
  body: [{ key: 'notify.all_clear_acknowledged', params: { incident: 'INC-7', name: 'bea', at: '2026-02-05T10:00:00.000Z' } }], actions: [{ label: 'home.list', command: 'incident/list', args: {} }],
});

describe.each(stages)('on %s', (_, open) => {
  test('a notice is told once, in chat, with buttons that work', async () => {
    await using stage = await open();
    const { world } = stage;
    const it = notice(world.night.alice);
    for (const _again of [1, 2]) await transaction(world.app.ctx, (tx) => queueNotice(tx, [it]));
    const alice = stage.as('alice');
    const seen = await alice.sees('direct', /bea cannot take it/);
    expect(seen.words).toContain('INC-7 acknowledged by bea');
    expect((await (await alice.press(seen, seen.buttons[0]!)).answer()).words).toContain('No open incident');
    await world.until('its receipt is written', async () => (await world.app.sql`select 1 from notifications where status in ('accepted', 'delivered') and not is_page`).length === 1);
    expect((await alice.messages('direct')).filter(({ words }) => words.includes('INC-7'))).toHaveLength(1);
    expect(stage.troubles()).toEqual([]);
  });
});
