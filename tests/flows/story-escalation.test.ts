import { describe, expect, test } from 'vitest';
import { alertmanagerBody } from '../world.ts';
import { stages } from '../stage/stages.ts';

const down = alertmanagerBody([{ name: 'RedisDown' }]);

describe.each(stages)('on %s', (_, open) => {
  test('nobody answers: there is no backup, so the manager is paged, then the team, then with the ladder’s second round the administrators', async () => {
    await using stage = await open();
    await stage.world.post('alertmanager', down);
    await stage.as('alice').sees('direct', /RedisDown/);
    for (const [later, name] of [['5 minutes', 'max'], ['10 minutes', 'bea'], ['15 minutes', 'ada']] as const) {
      expect(await stage.as(name).messages('direct')).toEqual([]);
      await stage.world.advance(later);
      expect(await stage.as(name).sees('direct', /RedisDown/)).toMatchObject({ buttons: ['Acknowledge', 'I can’t', 'Why me?'], pings: [name] });
    }
    expect(await stage.world.app.sql`select 1 from notifications n join users u on u.id = n.user_id where u.username = 'ada' and n.is_page and n.slot like '2.%'`).not.toHaveLength(0);
    expect(await stage.as('bea').sees('team', /INC-1: nobody has answered for \d+ minutes\. RedisDown is wrong/)).toMatchObject({ buttons: ['Acknowledge'] });
    expect((await stage.as('bea').messages('team')).filter((message) => message.buttons.includes('Escalate'))).toHaveLength(1);
    expect(stage.troubles()).toEqual([]);
  });

  test('who is paged may ask why, and pass it on; whoever looks at the card may go on to the next step', async () => {
    await using stage = await open();
    const [alice, bea, max] = [stage.as('alice'), stage.as('bea'), stage.as('max')];
    await stage.world.post('alertmanager', down);
    const page = await alice.sees('direct', /RedisDown/);

    const why = await (await alice.press(page, 'Why me?')).answer();
    expect(why.words).toMatch(/Why you were paged · INC-1.*Alert RedisDown from prom.*redis-prod, and SRE Core answers for it.*alice by chat: step 1, on call/s);

    expect((await (await alice.press(page, 'I can’t')).answer()).words).toContain('INC-1: passed on, the next step comes now.');
    await max.sees('direct', /RedisDown/);
    const card = await max.sees('team', /max paged/);
    expect((await (await max.press(card, 'Escalate')).answer()).words).toContain('INC-1: the next step comes now.');
    await bea.sees('direct', /RedisDown/);

    expect((await (await bea.say('/incident ack', 'direct')).answer()).words).toContain('INC-1 is yours');
    for (const person of [alice, max]) expect((await person.sees('direct', /Acknowledged by bea/)).buttons).toEqual(['Show', 'Why me?']);
    expect(stage.troubles()).toEqual([]);
  });
});
