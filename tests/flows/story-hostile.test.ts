import { describe, expect, test } from 'vitest';
import { alertmanagerBody } from '../world.ts';
import { stages } from '../stage/stages.ts';

const hostile = '<!channel> @everyone <@U0> *bold* `code` <https://evil.example.com|click>';

describe.each(stages)('on %s', (_, open) => {
  test('300 alerts that shout, with 40,000 characters each of them, are one correct card that wakes nobody else', async () => {
    await using stage = await open();
    const [alice, bea] = [stage.as('alice'), stage.as('bea')];
    const body = alertmanagerBody(Array.from({ length: 300 }, (_one, n) => ({ name: `Disk${n} ${hostile}`, labels: { instance: `${n} ${hostile}`, cluster: hostile, '<!here>': hostile } })));
    body.alerts[0]!.annotations = { summary: hostile, description: `${hostile} ${'All is lost. '.repeat(3077)}` } as never;
    expect((await stage.world.post('alertmanager', body)).status).toBe(202);

    const card = await bea.sees('team', /300 firing \/ 300 alerts/);
    expect(card).toMatchObject({ buttons: ['Acknowledge', 'Escalate', 'Resolve'], pings: [] });
    expect(card.notice).toMatch(/^SEV1 redis-prod: .*INC-1 · answer by \d\d:\d\d/);
    expect(await bea.messages('team')).toHaveLength(1);
    const page = await alice.sees('direct', /INC-1/);
    expect(page.pings).toEqual(['alice']);
    expect(page.notice.length).toBeLessThanOrEqual(120);
    await alice.sees('INC-1', /Welcome/);
    expect((await (await alice.press(page, 'Acknowledge')).answer()).words).toContain('INC-1 is yours');

    for (let n = 0; n < 6; n++) await (await alice.say(`/incident note INC-1 "${n} ${hostile} ${'long '.repeat(700)}end"`)).answer();
    const told = await (await alice.say('/incident timeline INC-1')).answer();
    expect(told).toMatchObject({ isPrivate: true, pings: [] });
    const whole = told.buttons.includes('Show all') ? await (await alice.press(told, 'Show all')).answer() : told;
    expect(whole).toMatchObject({ isPrivate: true, pings: [] });
    for (const words of ['‹!channel> ＠everyone', 'alice: 0 ', 'alice: 5 ']) expect(whole.words).toContain(words);
    expect(stage.troubles()).toEqual([]);
  });
});
