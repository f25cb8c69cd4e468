import { describe, expect, test } from 'vitest';
import { stages } from '../stage/stages.ts';

describe.each(stages)('on %s', (_, open) => {
  test('in the morning everybody concerned reads what is wrong with the coming days, and mends it from the card', async () => {
    await using stage = await open();
    const { app, night } = stage.world;
    const [ada, max] = [stage.as('ada'), stage.as('max')];
    await app.sql`update teams set current_on_call = null where id = ${night.team}`;
    await app.ports.runSchedule('check-on-call');
    await ada.sees('triage', /On-call check: \d+ findings.*SRE Core: nobody is on call, now or later\. Services: redis-prod/s);
    await max.sees('direct', /On-call of SRE Core: \d+ findings? for the next 14 days/);
    const card = await max.sees('team', /On-call check of SRE Core/);
    const form = await (await max.press(card, 'Fix 1: set who is on call')).form();
    await form.submit({ Person: '@bea' });
    await stage.world.until('bea is on call', async () => (await app.sql`select 1 from teams where current_on_call = ${night.bea}`).length === 1);
    const again = await (await max.press(card, 'Check again')).answer();
    expect(again.words).not.toMatch(/nobody is on call/);
    expect(again.isPrivate).toBe(true);
    expect(stage.troubles()).toEqual([]);
  });

  test('the coming two weeks are looked at as a picture, and subscribed to as a calendar', async () => {
    await using stage = await open();
    const alice = stage.as('alice');
    const who = await (await alice.say('/oncall "SRE Core"')).answer();
    const picture = await (await alice.press(who, 'Picture')).answer();
    expect(picture.words).toMatch(/SRE Core: on call.*On call: alice until/s);
    expect(picture.isPrivate).toBe(true);
    const calendar = await (await alice.press(picture, 'As a calendar')).answer();
    expect(calendar.isPrivate).toBe(true);
    const address = /http:\/\/\S+\.ics/.exec(calendar.words)![0];
    const response = await fetch(`${stage.world.url}${new URL(address).pathname}`);
    expect(await response.text()).toMatch(/BEGIN:VCALENDAR[^]*SUMMARY:alice is on call/);
    expect(stage.troubles()).toEqual([]);
  });
});
