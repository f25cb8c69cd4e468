import { describe, expect, test } from 'vitest';
import { alertmanagerBody } from '../world.ts';
import { stages } from '../stage/stages.ts';

describe.each(stages)('on %s', (_, open) => {
  test('what nobody can follow is answered to the asker alone, with what is most alike', async () => {
    await using stage = await open();
    const bea = stage.as('bea');
    await (await bea.say('/incident declare SEV3 "Something"')).answer();
    for (const [phrase, words] of [
      ['/incident ackk INC-1', /\/incident knows no “ackk”\..*\/incident ack/s],
      ['/imas incidnet list', /\/imas knows no “incidnet”|There is no command “incidnet”/],
      ['/incident ack INC-99', /There is no incident “INC-99”/],
      ['/incident lead INC-1 @alcie', /There is no person called “@alcie”\..*Did you mean alice\?/s],
      ['/incident assign INC-1 "SRE Coer"', /There is no team, service or person called “SRE Coer”\..*Did you mean SRE Core/s],
      ['/incident timeline INC-1 please', /“please” is more than this command takes\..*\/incident timeline/s],
    ] as const) {
      const answer = await (await bea.say(phrase)).answer();
      expect([phrase, answer.words]).toEqual([phrase, expect.stringMatching(words)]);
      expect(answer.isPrivate).toBe(true);
    }
    const form = await (await bea.say('/incident snooze INC-1 until 25:99')).form();
    expect(form.errors).toEqual({ Until: expect.stringMatching(/25:99” is not a time\. Write 16:00/) });
    expect(stage.troubles()).toEqual([]);
  });

  test('an old button and an old form are told what happened meanwhile, and change nothing', async () => {
    await using stage = await open();
    const [alice, bea] = [stage.as('alice'), stage.as('bea')];
    await stage.world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
    const old = await alice.sees('team', /RedisDown/);
    const form = await (await alice.choose(old, 'Severity…')).form();
    await (await bea.press(old, 'Acknowledge')).answer();
    await (await bea.say('/incident resolve INC-1 "Restarted it"')).answer();
    await alice.sees('team', /Resolved by bea/);

    const late = await (await alice.press(old, 'Acknowledge')).answer();
    expect(late).toMatchObject({ isPrivate: true });
    expect(late.words).toMatch(/INC-1 was already resolved by bea at \d\d:\d\d/);
    const refused = await (await form.submit({ Severity: 'SEV4 · low: card only' })).form();
    expect(refused.error).toContain('INC-1 is resolved. Reopen it first: /incident reopen INC-1');
    expect(await stage.world.app.sql`select status, severity from incidents`).toEqual([{ status: 'RESOLVED', severity: 'SEV1_CRITICAL' }]);
    expect(stage.troubles()).toEqual([]);
  });

  test('the button of something that is gone answers', async () => {
    await using stage = await open();
    const bea = stage.as('bea');
    const declared = await (await bea.say('/incident declare SEV4 "Gone tomorrow"')).answer();
    await stage.world.app.sql`update incidents set number = 1000`;
    expect((await (await bea.press(declared, 'Show')).answer()).words).toContain('There is no incident “INC-1”.');
    expect(stage.troubles()).toEqual([]);
  });
});
