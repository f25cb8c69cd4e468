import { describe, expect, test } from 'vitest';
import { alertmanagerBody } from '../world.ts';
import { stages } from '../stage/stages.ts';

const down = (over = false) => alertmanagerBody([{ name: 'RedisDown', over }]);

describe.each(stages)('on %s', (_, open) => {
  test('an alert becomes a card, a room and a page; one click takes it, everywhere and for good', async () => {
    await using stage = await open();
    const [alice, bea, max] = [stage.as('alice'), stage.as('bea'), stage.as('max')];
    await stage.world.post('alertmanager', down());

    const page = await alice.sees('direct', /RedisDown/);
    expect(page).toMatchObject({ buttons: ['Acknowledge', 'I can’t', 'Why me?'], pings: ['alice'], isPrivate: true });
    expect(page.notice).toMatch(/^SEV1 redis-prod: RedisDown is wrong · INC-1 · answer by \d\d:\d\d/);
    const card = await bea.sees('team', /alice paged .*room #inc-1-redis-prod/s);
    expect(card).toMatchObject({ buttons: ['Acknowledge', 'Escalate', 'Resolve'], pings: [] });
    expect(card.words).toMatch(/SEV1 · RedisDown is wrong · redis-prod/);
    const header = await alice.sees('INC-1', /Welcome\. This is where INC-1 is worked on/);
    await stage.world.until('the room’s card is pinned', async () => (await alice.sees('INC-1', /Welcome/)).isPinned);

    const taken = await (await alice.press(page, 'Acknowledge')).answer();
    expect(taken).toMatchObject({ isPrivate: true });
    expect(taken.words).toContain('INC-1 is yours: nobody is paged for it any further.');
    for (const [where, before] of [['team', card], ['INC-1', header], ['direct', page]] as const) {
      const now = await alice.sees(where, /Acknowledged by alice/);
      expect(now.id).toBe(before.id);
      expect(now.buttons).not.toContain('Acknowledge');
    }
    expect(await bea.messages('team')).toHaveLength(1);
    await stage.world.advance('2 hours');
    await stage.world.until('nothing is due any more', async () => (await stage.world.app.sql`select 1 from timers where kind = 'escalate'`).length === 0);
    await stage.world.until('no browser rings any more', async () => (await stage.world.app.sql`select 1 from console_messages where pages <> '{}'`).length === 0);
    expect(await max.messages('direct')).toEqual([]);
    expect(stage.troubles()).toEqual([]);
  });

  test('resolving is asked about first, and can be taken back from the card', async () => {
    await using stage = await open();
    const alice = stage.as('alice');
    await stage.world.post('alertmanager', down());
    const page = await alice.sees('direct', /RedisDown/);
    await (await alice.press(page, 'Acknowledge')).answer();
    const held = await alice.sees('team', /Acknowledged by alice/);
    expect(held.questions['Resolve']).toContain('Resolve INC-1 although 1 alert still fires?');

    expect((await (await alice.press(held, 'Resolve')).answer()).words).toContain('INC-1 is resolved.');
    const over = await alice.sees('team', /Resolved by alice/);
    expect(over).toMatchObject({ id: held.id, buttons: ['Un-mute', 'Reopen'] });
    expect((await (await alice.press(over, 'Reopen')).answer()).words).toContain('INC-1 is open again, and yours.');
    expect((await alice.sees('team', /Acknowledged by alice/)).id).toBe(held.id);
    expect(stage.troubles()).toEqual([]);
  });

  test('two press Acknowledge at once: one has it, the other is told who and when', async () => {
    await using stage = await open();
    const [alice, bea] = [stage.as('alice'), stage.as('bea')];
    await stage.world.post('alertmanager', down());
    const card = await bea.sees('team', /RedisDown/);
    const outcomes = await Promise.all([alice.press(card, 'Acknowledge'), bea.press(card, 'Acknowledge')]);
    const answers = await Promise.all(outcomes.map(async (outcome) => (await outcome.answer()).words));
    const winner = answers[0]!.includes('is yours') ? 'alice' : 'bea';
    expect(answers.filter((words) => words.includes('INC-1 is yours'))).toHaveLength(1);
    expect(answers.find((words) => !words.includes('INC-1 is yours'))).toMatch(new RegExp(`INC-1 was already acknowledged by ${winner} at \\d\\d:\\d\\d`));
    await bea.sees('team', new RegExp(`Acknowledged by ${winner}`));
    expect(stage.troubles()).toEqual([]);
  });
});
