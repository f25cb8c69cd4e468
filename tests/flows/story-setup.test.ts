import { describe, expect, test } from 'vitest';
import { alertmanagerBody } from '../world.ts';
import { stages } from '../stage/stages.ts';

describe.each(stages)('on %s', (_, open) => {
  test('an admin sees where a team is spoken to and whether all is well; everybody sees what there is to say', async () => {
    await using stage = await open();
    const [ada, bea] = [stage.as('ada'), stage.as('bea')];
    expect((await (await ada.say('/team channel "SRE Core"')).answer()).words).toMatch(/SRE Core is spoken to/);
    const status = await (await ada.say('/imas status')).answer();
    expect(status).toMatchObject({ isPrivate: true });
    expect(status.words).toMatch(/All is well.*Database: ok/s);
    const help = await (await bea.say('/imas help')).answer();
    const whole = help.buttons.includes('Show all') ? await (await bea.press(help, 'Show all')).answer() : help;
    for (const words of ['/incident declare', '/imas status', '/page']) expect(whole.words).toContain(words);
    expect((await (await bea.say('/imas help incident ack')).answer()).words).toMatch(/\/incident ack.*It is typed like this:/s);
    expect(stage.troubles()).toEqual([]);
  });

  test('whoever reads French is paged and answered in French', async () => {
    await using stage = await open();
    const alice = stage.as('alice');
    await stage.world.app.sql`update users set language = 'fr' where username = 'alice'`;
    await stage.world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
    const page = await alice.sees('direct', /réponse avant/);
    expect(page.buttons).toEqual(['Prendre en charge', 'Je ne peux pas', 'Pourquoi moi ?']);
    expect((await (await alice.press(page, 'Prendre en charge')).answer()).words).toContain('INC-1 est à vous : plus personne n’est appelé.');
    expect((await (await alice.say('/incident ackk')).answer()).words).toMatch(/ne connaît pas « ackk »/);
    await stage.as('bea').sees('team', /Acknowledged by alice/);
    expect(stage.troubles()).toEqual([]);
  });
});
