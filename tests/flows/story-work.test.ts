import { describe, expect, test } from 'vitest';
import { alertmanagerBody } from '../world.ts';
import { stages } from '../stage/stages.ts';

describe.each(stages)('on %s', (_, open) => {
  test('everything under More works, and the timeline tells it in order', async () => {
    await using stage = await open();
    const [alice, bea, ada] = [stage.as('alice'), stage.as('bea'), stage.as('ada')];
    await stage.world.post('alertmanager', alertmanagerBody([{ name: 'RedisSlow', severity: 'high' }]));
    const card = await alice.sees('team', /SEV2 · RedisSlow/);
    expect(card.more).toEqual(expect.arrayContaining(['Snooze…', 'Severity…', 'Lead…', 'Not ours…', 'Page someone…', 'Merge…', 'Timeline', 'Why?']));

    const snooze = await (await alice.choose(card, 'Snooze…')).form();
    expect((await (await snooze.submit({ Until: '30 minutes' })).answer()).words).toMatch(/INC-1 is snoozed\. Something new or worse wakes it\..*Nobody is paged for it until/s);
    await alice.sees('team', /Snoozed until/);

    const severity = await (await alice.choose(card, 'Severity…')).form();
    expect((await (await severity.submit({ Severity: 'SEV1 · critical: wakes people' })).answer()).words).toContain('INC-1 is SEV1 now.');
    const raised = await alice.sees('team', /SEV1 · RedisSlow/);
    expect(raised.id).toBe(card.id);

    const lead = await (await alice.choose(raised, 'Lead…')).form();
    expect((await (await lead.submit({ Person: '@bea' })).answer()).words).toContain('bea leads INC-1.');
    expect((await (await alice.say('/incident note INC-1 "Failover begun, <!channel> beware"')).answer()).words).toContain('Noted on the timeline of INC-1.');

    await (await bea.say('/incident declare SEV1 "Everything is slow"')).answer();
    const merge = await (await ada.choose(await ada.sees('team', /SEV1 · RedisSlow.*lead bea/s), 'Merge…')).form();
    expect((await (await merge.submit({ 'Into which incident': 'INC-2' })).answer()).words).toContain('INC-1 is part of INC-2 now. For a day it can be taken back: /incident unmerge INC-1');
    expect((await alice.sees('team', /Merged into INC-2/)).buttons).toEqual(['Show INC-2']);
    expect((await (await ada.say('/incident unmerge INC-1')).answer()).words).toContain('INC-1 stands on its own again.');

    const back = await alice.sees('team', /INC-1 · (?!Merged).*lead bea/s);
    const told = (await (await alice.choose(back, 'Timeline')).answer()).words;
    const inOrder = ['RedisSlow', 'alice snoozed it until', 'alice raised the severity from SEV2 to SEV1', 'bea leads the response (set by alice)', 'Failover begun, ', 'ada merged it into INC-2', 'ada took the merge with INC-2 back'];
    expect(inOrder.map((words) => told.indexOf(words))).toEqual(inOrder.map((words) => told.indexOf(words)).toSorted((a, b) => a - b));
    for (const words of inOrder) expect(told).toContain(words);
    expect(stage.troubles()).toEqual([]);
  });
});
