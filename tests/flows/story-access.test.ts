import { describe, expect, test } from 'vitest';
import { addUser } from '../../src/domain/people/add-user.ts';
import { alertmanagerBody } from '../world.ts';
import { stages } from '../stage/stages.ts';

describe.each(stages)('on %s', (_, open) => {
  test('somebody who may not act is told so, asks for access, and their click is carried out once an admin lets them in', async () => {
    await using stage = await open();
    await addUser(stage.world.app.ctx, { username: 'vic', email: 'vic@example.org', groups: ['Viewers'] });
    await stage.meets('vic');
    const [vic, ada] = [stage.as('vic'), stage.as('ada')];
    await stage.world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
    const card = await vic.sees('team', /RedisDown/);

    const refused = await (await vic.press(card, 'Acknowledge')).answer();
    expect(refused).toMatchObject({ isPrivate: true, buttons: ['Request access'] });
    expect(refused.words).toContain('You may not do that.');
    expect((await (await vic.press(refused, 'Request access')).answer()).words).toContain('The admins have been asked');

    const request = await ada.sees('triage', /vic asks for access/);
    expect(request.words).toMatch(/account vic, in Viewers/);
    expect((await (await vic.press(request, 'Approve as Responders')).answer()).words).toContain('You may not do that.');
    expect(await stage.world.app.sql`select 1 from incidents where status = 'TRIGGERED'`).toHaveLength(1);
    expect((await (await ada.press(request, 'Approve as Responders')).answer()).words).toContain('vic is in Responders now, and is told.');
    expect((await ada.sees('triage', /vic: approved as Responders by ada/)).id).toBe(request.id);

    const told = await vic.sees('direct', /You have access now, as Responders/);
    expect(told.words).toMatch(/What you wanted has been carried out:.*INC-1 is yours/s);
    await ada.sees('team', /Acknowledged by vic/);
    expect(stage.troubles()).toEqual([]);
  });
});
