import { describe, expect, test } from 'vitest';
import { alertmanagerBody } from '../world.ts';
import { stages } from '../stage/stages.ts';

const down = (over = false) => alertmanagerBody([{ name: 'RedisDown', over }]);

describe.each(stages)('on %s', (_, open) => {
  test('monitoring is content before anybody began: it is over, and whoever was paged is told on the same message', async () => {
    await using stage = await open();
    const alice = stage.as('alice');
    await stage.world.post('alertmanager', down());
    const [page, card] = [await alice.sees('direct', /RedisDown/), await alice.sees('team', /alice paged/)];
    await stage.world.post('alertmanager', down(true));
    expect(await alice.sees('team', /Resolved by monitoring/)).toMatchObject({ id: card.id, buttons: ['Reopen'] });
    expect((await alice.sees('direct', /Resolved by monitoring/)).id).toBe(page.id);
    expect(await alice.messages('team')).toHaveLength(1);
    expect(stage.troubles()).toEqual([]);
  });

  test('monitoring is content while somebody works: it is mitigated, and people are asked', async () => {
    await using stage = await open();
    const [alice, bea] = [stage.as('alice'), stage.as('bea')];
    await stage.world.post('alertmanager', down());
    await (await alice.press(await alice.sees('direct', /RedisDown/), 'Acknowledge')).answer();
    expect((await (await alice.say('/incident lead INC-1 bea')).answer()).words).toContain('bea leads INC-1.');
    await alice.sees('INC-1', /lead bea/);
    await stage.world.post('alertmanager', down(true));
    await alice.sees('team', /Mitigated, held by alice/);
    for (const question of [await alice.sees('INC-1', /All alerts of INC-1 are clear/), await bea.sees('direct', /All alerts of INC-1 are clear/)]) {
      expect(question.words).toContain('People were working on it, so it was not resolved by itself.');
      expect(question.buttons).toEqual(['Resolve', 'Keep open']);
    }
    const question = await bea.sees('direct', /All alerts of INC-1 are clear/);

    expect((await (await bea.press(question, 'Keep open')).answer()).words).toContain('INC-1 stays open until somebody resolves it.');
    expect((await (await bea.press(question, 'Resolve')).answer()).words).toContain('INC-1 is resolved.');
    await alice.sees('team', /Resolved by bea/);
    expect(await alice.messages('team')).toHaveLength(1);
    expect(stage.troubles()).toEqual([]);
  });
});
