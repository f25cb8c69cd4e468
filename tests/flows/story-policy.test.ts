import { describe, expect, test } from 'vitest';
import { alertmanagerBody } from '../world.ts';
import { stages } from '../stage/stages.ts';

const down = alertmanagerBody([{ name: 'RedisDown' }]);

describe.each(stages)('on %s', (_, open) => {
  test('a policy is changed while an incident runs: that one climbs the ladder it began with, and everything says so', async () => {
    await using stage = await open();
    const [ada, bea] = [stage.as('ada'), stage.as('bea')];
    await (await ada.say('/escalation create "SRE Core" any name:Night steps:"0 on-call"', 'direct')).answer();
    expect((await (await ada.say('/escalation step add "SRE Core" 5 managers', 'direct')).answer()).words).toContain('“Night” is at version 2');
    await stage.world.post('alertmanager', down);
    const page = await stage.as('alice').sees('direct', /RedisDown/);

    const changed = await (await ada.say('/escalation step edit "SRE Core" 2 who:@bea', 'direct')).answer();
    expect(changed.words).toMatch(/“Night” is at version 3.*1 incident still runs on version 2\..*They keep it to their end/s);
    expect((await (await bea.say('/escalation show "SRE Core"', 'direct')).answer()).words).toMatch(/Version 3.*1 incident still runs on version 2\./s);
    expect((await (await stage.as('alice').press(page, 'Why me?')).answer()).words).toMatch(/version 2, kept from its beginning; the policy is at version 3 now.*pinned by hand/s);

    await stage.world.advance('5 minutes');
    await stage.as('max').sees('direct', /RedisDown/);
    expect((await bea.messages('direct')).filter(({ words }) => words.includes('RedisDown'))).toEqual([]);
    await (await stage.as('max').say('/incident ack', 'direct')).answer();

    // The next one takes the new version.
    await (await stage.as('max').say('/incident unack INC-1', 'direct')).answer();
    await stage.world.advance('5 minutes');
    expect((await bea.sees('direct', /RedisDown/)).buttons).toContain('Acknowledge');
    expect(stage.troubles()).toEqual([]);
  });

  test('nobody is on call and the team’s ladder is for office hours: the card says who was not found, and administrators are paged at once', async () => {
    await using stage = await open();
    const ada = stage.as('ada');
    // Hours that are over for today, wherever the test runs: the day before yesterday, by the database's calendar.
    const [{ day }] = await stage.world.app.sql<[{ day: number }]>`select extract(isodow from imas_now() - interval '2 days')::int as day`;
    const name = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][day - 1]!;
    const made = await (await ada.say(`/escalation create "SRE Core" sev1 name:Office steps:"0 on-call\n5 managers only ${name} 9:00-18:00"`, 'direct')).answer();
    expect(made.words).toContain('“Office” now counts for SRE Core');
    await stage.world.app.sql`update teams set current_on_call = null where id = ${stage.world.night.team}`;

    await stage.world.post('alertmanager', down);
    expect((await ada.sees('direct', /RedisDown/)).buttons).toContain('Acknowledge');
    expect((await stage.as('bea').sees('team', /found nobody/)).words).toMatch(/ada paged.*steps 1, 2 found nobody/s);
    expect(await stage.as('max').messages('direct')).toEqual([]);
    expect(stage.troubles()).toEqual([]);
  });
});
