import { expect, test } from 'vitest';
import { acknowledge } from '../../src/domain/incidents/acknowledge.ts';
import { editIncident } from '../../src/domain/incidents/edit.ts';
import { assign } from '../../src/domain/incidents/assign.ts';
import { resolve } from '../../src/domain/incidents/resolve.ts';
import { createTeam } from '../../src/domain/people/create-team.ts';
import { editTeam } from '../../src/domain/people/edit-team.ts';
import { setSetting } from '../../src/domain/settings/set-setting.ts';
import { aPerson } from '../database.ts';
import { never, refuse } from '../fakes/a-platform.ts';
import { twoPlatforms, type TwoPlatforms } from './two-platforms.ts';

const inSlack = (at: TwoPlatforms) => at.slack.said.filter(({ place, thread }) => place.startsWith('C-') && thread === undefined).map(({ place, card }) => `${place} ${card.title}`);
const inConsole = async (at: TwoPlatforms) => (await at.db.sql<{ name: string; status: string }[]>`
  select p.name, m.card ->> 'notice' as status from console_messages m join console_places p on p.id = m.place_id where m.card is not null and p.kind = 'channel' order by p.name`).map(({ name, status }) => `${name} ${status}`);

test('a card stands in the team’s channel of every platform, and where incidents are announced', async () => {
  await using at = await twoPlatforms();
  await setSetting(at.ctx, 'announce_channel', 'slack:C-all');
  await at.incident();
  expect(await at.work()).toEqual([]);
  expect(inSlack(at).toSorted()).toEqual(['C-all SEV1 · Redis is down · redis-prod', 'C-sre SEV1 · Redis is down · redis-prod']);
  expect((await inConsole(at)).map((line) => line.split(' ')[0])).toEqual(['incidents', 'sre-core']);
});

test('where incidents are announced in the team’s own channel, the card stands there once', async () => {
  await using at = await twoPlatforms();
  await setSetting(at.ctx, 'announce_channel', 'slack:C-sre');
  await at.incident();
  await at.work();
  expect(inSlack(at)).toHaveLength(1);
});

test.each([['before', 'C-sre'], ['after', 'C-dba']])('an incident that moves between teams of which one has its channel where incidents are announced (the one %s) has one card in each channel', async (_, announced) => {
  await using at = await twoPlatforms();
  await setSetting(at.ctx, 'announce_channel', `slack:${announced}`);
  const { id: teamId } = await createTeam(at.ctx, { name: 'Databases' });
  await at.db.sql`update teams set slack_channel_id = 'C-dba' where id = ${teamId}`;
  const { id } = await at.incident();
  await at.work();
  await assign(at.ctx, id, 'Databases');
  await at.work();
  expect(at.slack.said.filter(({ place, thread }) => place.startsWith('C-') && thread === undefined).map(({ place }) => place).toSorted()).toEqual(['C-dba', 'C-sre']);
});

test('a team without a channel of its own speaks in the default one', async () => {
  await using at = await twoPlatforms();
  await at.db.sql`update teams set slack_channel_id = null`;
  await at.incident('SEV4_LOW');
  await at.work();
  expect(at.slack.said.map(({ place }) => place)).toEqual(['C-default']);
});

test('without the other platform everything is in the console alone', async () => {
  await using at = await twoPlatforms();
  at.platforms.delete('slack');
  await at.incident();
  expect(await at.work()).toEqual([]);
  expect(at.slack.calls).toEqual([]);
  expect(await at.db.sql`select 1 from posted_cards where platform <> 'console'`).toHaveLength(0);
});

test('a platform that hangs does not keep the console from its cards', async () => {
  await using at = await twoPlatforms();
  at.slack.instead.say = never;
  const { id } = await at.incident('SEV4_LOW');
  await at.run({ name: 'post-cards', payload: { incidentId: id } });
  expect(await inConsole(at)).toHaveLength(1);
});

test('a platform that is away is tried again, by one waiting job, and gets the newest state alone', async () => {
  await using at = await twoPlatforms();
  at.slack.instead.say = refuse('unreachable', { retry: true });
  const incident = await at.incident('SEV4_LOW');
  expect(await at.work()).toEqual([]);
  await acknowledge(at.ctx, incident.id);
  await at.work();
  const waiting = at.putOff().filter(({ name }) => name === 'catch-up-cards');
  expect(new Set(waiting.map(({ options }) => options?.key))).toEqual(new Set(['slack']));
  expect((await inConsole(at))[0]).toContain('Acknowledged');
  at.slack.recover();
  await at.db.advance('5 seconds');
  for (const job of waiting) await at.run(job);
  expect(at.slack.said.map(({ card, edits }) => [card.notice.includes('Acknowledged'), edits])).toEqual([[true, 0]]);
});

test.each([1, 30, 3600])('a platform that asks for %i seconds gets them', async (retryAfterSeconds) => {
  await using at = await twoPlatforms();
  at.slack.instead.say = refuse('rate_limited', { retry: true, retryAfterSeconds });
  const { id } = await at.incident('SEV4_LOW');
  at.db.jobs.length = 0;
  await at.run({ name: 'post-cards', payload: { incidentId: id } });
  at.db.jobs.length = 0;
  await at.run({ name: 'update-cards', payload: { incidentId: id, platform: 'slack' } });
  const saids = () => at.slack.calls.length;
  const before = saids();
  at.slack.recover();
  await at.db.advance(`${retryAfterSeconds - 0.5} seconds`);
  await at.run({ name: 'catch-up-cards', payload: { platform: 'slack' } });
  expect(saids()).toBe(before);
  await at.db.advance('1 second');
  await at.run({ name: 'catch-up-cards', payload: { platform: 'slack' } });
  expect(inSlack(at)).toHaveLength(1);
});

test('many cards that are behind wait in one job, and the worst are brought up to date first', async () => {
  await using at = await twoPlatforms();
  at.slack.instead.say = refuse('rate_limited', { retry: true, retryAfterSeconds: 5 });
  for (let n = 0; n < 25; n++) await at.incident('SEV4_LOW');
  await at.incident('SEV1_CRITICAL');
  await at.work();
  const waiting = at.putOff().filter(({ name }) => name === 'catch-up-cards');
  expect(new Set(waiting.map(({ options }) => options?.key))).toEqual(new Set(['slack']));
  at.slack.recover();
  await at.db.advance('6 seconds');
  await at.run(waiting[0]!);
  // Twenty at a time.
  expect(inSlack(at).slice(0, 20).map((line) => line.split(' ')[1])).toContain('SEV1');
  expect(await at.db.sql`select 1 from posted_cards where again_at is not null`).toHaveLength(0);
});

test('changes that a platform takes no more of do not keep cards that stand nowhere from being posted', async () => {
  await using at = await twoPlatforms();
  for (let n = 0; n < 12; n++) await at.incident('SEV1_CRITICAL');
  await at.work();
  at.slack.instead.edit = refuse('rate_limited', { retry: true, retryAfterSeconds: 5 });
  at.slack.instead.say = refuse('rate_limited', { retry: true, retryAfterSeconds: 5 });
  for (const { id } of await at.db.sql<{ id: string }[]>`select id from incidents`) await acknowledge(at.ctx, id);
  const last = await at.incident('SEV4_LOW');
  await at.work();
  delete at.slack.instead.say;
  await at.db.advance('6 seconds');
  await at.run({ name: 'catch-up-cards', payload: { platform: 'slack' } });
  expect(await at.db.sql`select 1 from posted_cards where incident_id = ${last.id} and platform = 'slack' and purpose = 'team' and message_id is not null`).toHaveLength(1);
});

test('the fault of one channel does not hold the other', async () => {
  await using at = await twoPlatforms();
  await setSetting(at.ctx, 'announce_channel', 'slack:C-all');
  at.slack.instead.say = async (place) => { if (place === 'C-sre') await refuse('is_archived', { gone: true })(); };
  await at.incident();
  expect(await at.work()).toEqual([]);
  expect(inSlack(at)).toEqual(['C-all SEV1 · Redis is down · redis-prod']);
});

test.each([['not_in_channel', false], ['is_archived', true], ['channel_not_found', true]])('what a platform refuses for good (%s) is told to the administrators once, not tried for each change, and again after a while', async (code, gone) => {
  await using at = await twoPlatforms();
  at.slack.instead.say = refuse(code, { gone });
  const incident = await at.incident('SEV4_LOW');
  await at.work();
  await acknowledge(at.ctx, incident.id);
  await at.work();
  await (await at.incident('SEV4_LOW'), at.work());
  expect(at.slack.calls.filter((call) => call === 'say')).toHaveLength(2);
  const told = await at.db.sql<{ title: string }[]>`
    select m.card ->> 'title' as title from console_messages m join console_places p on p.id = m.place_id join teams t on t.id = p.team_id and t.is_triage where m.card ->> 'title' like 'Slack%'`;
  expect(told.map(({ title }) => title)).toEqual([`Slack (C-sre): It said ${code}`]);
  at.slack.recover();
  await at.db.advance('11 minutes');
  await at.run({ name: 'update-cards', payload: { incidentId: incident.id, platform: 'slack' } });
  expect(inSlack(at)).toHaveLength(1);
});

test('a team that names another channel has the cards of its open incidents there, and of no other', async () => {
  await using at = await twoPlatforms();
  await at.incident();
  const over = await at.incident('SEV4_LOW');
  await resolve(at.ctx, over.id);
  await at.work();
  at.slack.said.length = 0;
  await editTeam(at.ctx, at.night.team, { slackChannelId: 'C0NEW' });
  await at.work();
  expect(at.slack.said.filter(({ place }) => place === 'C0NEW').map(({ card }) => card.title)).toEqual(['SEV1 · Redis is down · redis-prod']);
  await editTeam(at.ctx, at.night.team, { slackChannelId: 'C0NEW', name: 'SRE Care' });
  expect(at.db.jobs.map(({ name }) => name)).not.toContain('post-cards');
});

test('an edit that shows what a person did goes before one that shows what was counted', async () => {
  await using at = await twoPlatforms();
  const { id } = await at.incident('SEV4_LOW');
  await at.work();
  const count = async () => {
    await at.db.sql`update incidents set alerts_total = alerts_total + 1, card_wanted = card_wanted + 1 where id = ${id}`;
    await at.run({ name: 'update-cards', payload: { incidentId: id, platform: 'slack' } });
  };
  const inTeam = () => at.slack.said.find(({ place }) => place === 'C-sre')?.awaited;
  await at.db.advance('2 minutes');
  await count();
  expect(inTeam()).toBe(false);
  await acknowledge(at.db.ctx(aPerson(at.night.bea, 'Responders')), id);
  await at.work();
  expect(inTeam()).toBe(true);
  await at.db.advance('2 minutes');
  await count();
  expect(inTeam()).toBe(false);
});

test('a change that merely counts is not even tried while the platform has no turn for it, and one that somebody waits for is', async () => {
  await using at = await twoPlatforms();
  const { id } = await at.incident('SEV4_LOW');
  await at.work();
  at.putOff();
  at.slack.editsIn = () => 4_200;
  await at.db.sql`update incidents set alerts_total = alerts_total + 1, card_wanted = card_wanted + 1 where id = ${id}`;
  await at.db.advance('2 minutes');
  at.slack.calls.splice(0);
  await at.run({ name: 'update-cards', payload: { incidentId: id, platform: 'slack' } });
  expect(at.slack.calls).toEqual([]);
  expect(at.db.jobs.concat(at.putOff())).toMatchObject([{ name: 'catch-up-cards', payload: { platform: 'slack' }, options: { delaySeconds: 5 } }]);
  await acknowledge(at.db.ctx(aPerson(at.night.bea, 'Responders')), id);
  await at.work();
  expect(at.slack.calls).toContain('edit');
});

test('a card that somebody deleted is posted anew, once, under a key that its platform has not met', async () => {
  await using at = await twoPlatforms();
  const incident = await at.incident('SEV4_LOW');
  await at.work();
  const [deleted] = at.slack.said.splice(0);
  await acknowledge(at.ctx, incident.id);
  expect(await at.work()).toEqual([]);
  expect(inSlack(at)).toHaveLength(1);
  expect(at.slack.said[0]!.key).not.toBe(deleted!.key);
});

test('the card of a storm stands in the team’s channel of every platform', async () => {
  await using at = await twoPlatforms();
  await setSetting(at.ctx, 'announce_channel', 'slack:C-all');
  const [storm] = await at.db.sql<{ id: string }[]>`insert into storms (team_id, worst_severity) values (${at.night.team}, 'SEV2_HIGH') returning id`;
  await at.run({ name: 'storm-card', payload: { stormId: storm!.id } });
  expect(await at.work()).toEqual([]);
  expect(at.slack.said.map(({ place }) => place).toSorted()).toEqual(['C-all', 'C-sre']);
  expect(await inConsole(at)).toHaveLength(2);
});

test('that nobody answers is said in the team’s channel, of a confidential incident without its title', async () => {
  await using at = await twoPlatforms();
  const [open, secret] = [await at.incident(), await at.incident()];
  await at.db.sql`update incidents set is_confidential = true where id = ${secret.id}`;
  await at.work();
  for (const { id } of [open, secret]) await at.run({ name: 'tell-channel', payload: { incidentId: id, key: `nobody:${id}`, minutes: 32 } });
  await at.work();
  const said = at.slack.said.filter(({ key }) => key.startsWith('nobody:')).map(({ card }) => card.title);
  expect(said).toEqual([expect.stringMatching(/32 minutes\. Redis is down$/), expect.not.stringContaining('Redis')]);
});

test('what says that nobody answers says no more what it is about once that is confidential, and offers nothing any more once somebody answered, on every platform', async () => {
  await using at = await twoPlatforms();
  const { id } = await at.incident();
  await at.work();
  await at.run({ name: 'tell-channel', payload: { incidentId: id, key: 'nobody', minutes: 5 } });
  await at.work();
  const stands = async () => [
    ...at.slack.said.filter(({ key }) => key === 'nobody').map(({ card }) => [card.title, card.actions.length]),
    ...(await at.db.sql<{ title: string; n: number }[]>`select card ->> 'title' as title, jsonb_array_length(card -> 'actions') as n from console_messages where key = 'nobody'`).map(({ title, n }) => [title, n]),
  ];
  expect(await stands()).toEqual(Array.from({ length: 2 }, () => ['INC-1: nobody has answered for 5 minutes. Redis is down', 1]));
  await editIncident(at.ctx, id, { isPrivate: true });
  expect(await at.work()).toEqual([]);
  expect(await stands()).toEqual(Array.from({ length: 2 }, () => ['INC-1: nobody has answered yet. confidential', 1]));
  await editIncident(at.ctx, id, { isPrivate: false });
  await acknowledge(at.ctx, id);
  expect(await at.work()).toEqual([]);
  expect(await stands()).toEqual(Array.from({ length: 2 }, () => ['INC-1 was waiting for somebody; now: Acknowledged. Redis is down', 0]));
});
