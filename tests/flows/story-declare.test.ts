import { describe, expect, test } from 'vitest';
import { stages } from '../stage/stages.ts';

describe.each(stages)('on %s', (_, open) => {
  test('one line declares an incident with everything it needs; a second one for the same service is offered the first', async () => {
    await using stage = await open();
    const [alice, bea, max] = [stage.as('alice'), stage.as('bea'), stage.as('max')];
    const declared = await (await bea.say('/incident declare SEV2 redis-prod "Checkout fails for everybody"')).answer();
    expect(declared).toMatchObject({ isPrivate: true, buttons: ['Show', 'Who was told'] });
    expect(declared.words).toMatch(/INC-1 declared at SEV2.*SRE Core answers for it; who is told, and when, stands on its card\. You lead until you hand it over\./s);
    const card = await alice.sees('team', /SEV2 · Checkout fails for everybody · redis-prod/);
    expect(card.words).toContain('lead bea');
    expect(card.pings).toEqual([]);
    await alice.sees('direct', /Checkout fails/);

    const offer = await (await max.say('/incident declare SEV2 redis-prod "Nobody can pay"')).answer();
    expect(offer.words).toMatch(/1 incident is open for redis-prod already.*INC-1/s);
    expect(offer.buttons).toEqual(['Join INC-1', 'Declare new']);
    expect((await (await max.press(offer, 'Join INC-1')).answer()).words).toContain('INC-1');
    expect(await stage.world.app.sql`select number from incidents`).toEqual([{ number: 1 }]);
    expect(await alice.messages('team')).toHaveLength(1);
    expect(stage.troubles()).toEqual([]);
  });

  test('a form asks for what is missing, says what is wrong beside its field, and keeps what was typed', async () => {
    await using stage = await open();
    const bea = stage.as('bea');
    const form = await (await bea.say('/incident declare')).form();
    expect(form.title).toBe('Declare an incident');
    expect(form.fields).toEqual(['Severity', 'Service', 'What is broken', 'Description', 'Confidential']);
    expect(await form.offers('Service', 'red')).toEqual(expect.arrayContaining([expect.stringContaining('redis-prod')]));

    const again = await (await form.submit({ Severity: 'SEV2 · high: wakes people', 'What is broken': '   ' })).form();
    expect(again.errors).toEqual({ 'What is broken': expect.stringMatching(/\S/) });
    expect(await stage.world.app.sql`select 1 from incidents`).toHaveLength(0);

    const declared = await (await again.submit({ 'What is broken': 'Lights flicker', Service: 'redis-prod' })).answer();
    expect(declared.words).toContain('INC-1 declared at SEV2');
    await bea.sees('team', /SEV2 · Lights flicker · redis-prod/);
    expect(stage.troubles()).toEqual([]);
  });
});
