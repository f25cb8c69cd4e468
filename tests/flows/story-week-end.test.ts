import { describe, expect, test } from 'vitest';
import { databaseNow } from '../../src/domain/clock.ts';
import { alertmanagerBody } from '../world.ts';
import type { Stage } from '../stage/stage.ts';
import { stages } from '../stage/stages.ts';

const down = (name: string) => alertmanagerBody([{ name }], name);

/** Moves the product's clock to an instant; it only goes forward. */
async function standAt({ world }: Stage, moment: string): Promise<void> {
  await world.advance(`${Date.parse(moment) - (await databaseNow(world.app.ctx)).getTime()} milliseconds`);
}
const paged = async ({ world }: Stage, number: number): Promise<string[]> => (await world.app.sql<{ username: string }[]>`
  select distinct u.username from notifications n join users u on u.id = n.user_id join incidents i on i.id = n.incident_id where i.number = ${number} and n.is_page order by 1`).map((row) => row.username);

describe.each(stages)('on %s', (_, open) => {
  test('the manager makes a rotation in one form; at the minute of the week-end’s hand-over pages go to whoever comes', async () => {
    await using stage = await open();
    const [alice, bea, max] = [stage.as('alice'), stage.as('bea'), stage.as('max')];
    await standAt(stage, '2026-12-04T12:00:00Z');
    const form = await (await max.say('/oncall rotation create "SRE Core"')).form();
    expect(form.fields.slice(0, 2)).toEqual(['Team', 'People']);

    const again = await (await form.submit({ People: 'alice, bae', 'Hand-over': 'friday 18:00' })).form();
    expect(again.error ?? Object.values(again.errors).join(' ')).toContain('Did you mean bea');
    const made = await (await again.submit({ People: 'alice, bea', 'Hand-over': 'friday 18:00' })).answer();
    expect(made.words).toMatch(/SRE Core has the rotation Primary.*alice is put on call by hand/s);
    await max.press(made, 'Take the pin off');
    await stage.world.until('the pin is off', async () => (await stage.world.app.sql`select 1 from teams where name = 'SRE Core' and current_on_call is null`).length > 0);
    expect((await (await bea.say('/oncall shifts')).answer()).words).toMatch(/My shifts in the coming 4 weeks.*Primary/s);

    await standAt(stage, '2026-12-04T17:59:00Z');
    await stage.world.post('alertmanager', down('RedisDown'));
    await (await alice.press(await alice.sees('direct', /^SEV1 .*RedisDown/), 'Acknowledge')).answer();
    await (await alice.say('/incident resolve INC-1 restarted', 'direct')).answer();

    await standAt(stage, '2026-12-04T18:00:30Z');
    await stage.world.post('alertmanager', down('RedisSlow'));
    const page = await bea.sees('direct', /^SEV1 .*RedisSlow/);
    expect((await (await bea.press(page, 'Why me?')).answer()).words).toMatch(/bea by chat: step 1, on call \(level 1\)/);
    await (await bea.press(page, 'Acknowledge')).answer();
    expect([await paged(stage, 1), await paged(stage, 2)]).toEqual([['alice'], ['bea']]);
    expect(stage.troubles()).toEqual([]);
  });

  test('an override of one night: pages go to whoever takes over, and in the morning to whom the schedule says; its removal shows the gap', async () => {
    await using stage = await open();
    const [alice, bea, max] = [stage.as('alice'), stage.as('bea'), stage.as('max')];
    await standAt(stage, '2026-12-02T12:00:00Z');
    await (await max.say('/oncall set "SRE Core" none')).answer();
    await (await alice.say('/oncall schedule add "SRE Core" me now friday 12:00')).answer();
    expect((await (await bea.say('/oncall override "SRE Core" bea 22:00 8h')).answer()).words).toContain('You may not do that');
    const put = await (await max.say('/oncall override "SRE Core" @bea 22:00 8h reason:concert')).answer();
    expect(put.words).toMatch(/SRE Core: bea takes over.*concert.*Nobody answers/s);
    expect(put.words).toContain('Wed 2 Dec, 22:00 – Thu 3 Dec, 06:00, in UTC');
    expect((await (await max.say('/oncall override "SRE Core" alice 23:00 1h')).answer()).words).toMatch(/bea takes over at level 1 from .* already/);

    await standAt(stage, '2026-12-02T23:00:00Z');
    await stage.world.post('alertmanager', down('RedisDown'));
    await (await bea.press(await bea.sees('direct', /^SEV1 .*RedisDown/), 'Acknowledge')).answer();
    await (await bea.say('/incident resolve INC-1 restarted', 'direct')).answer();
    await standAt(stage, '2026-12-03T06:00:30Z');
    await stage.world.post('alertmanager', down('RedisSlow'));
    await (await alice.press(await alice.sees('direct', /^SEV1 .*RedisSlow/), 'Acknowledge')).answer();
    expect([await paged(stage, 1), await paged(stage, 2)]).toEqual([['bea'], ['alice']]);

    const removed = await (await alice.say('/oncall schedule remove "SRE Core" me')).answer();
    expect(removed.words).toMatch(/Taken out of the schedule of SRE Core: alice.*Nobody answers/s);
    const fill = await (await max.press(removed, 'Fill the gap')).form();
    await fill.submit({ Person: '@bea' });
    await stage.world.until('the gap is filled', async () => (await stage.world.app.sql`select 1 from shifts s join users u on u.id = s.user_id where u.username = 'bea'`).length > 0);
    expect((await (await max.say('/oncall shifts "SRE Core"')).answer()).words).toMatch(/3 Dec.*bea.*primary/s);
    expect(stage.troubles()).toEqual([]);
  });
});
