import { expect, test } from 'vitest';
import { consolePerson } from '../stage/console-person.ts';
import { discordVenue } from '../stage/discord.ts';
import { slackVenue } from '../stage/slack.ts';
import type { Person } from '../stage/stage.ts';
import { alertmanagerBody, aWorld } from '../world.ts';

type Place = 'Slack' | 'Discord' | 'the console';
const places: readonly Place[] = ['Slack', 'Discord', 'the console'];

/** One world joined to Slack and to Discord; alice, who is on call, bea and max sit in both and in front of the console. */
async function everywhere() {
  const stack = new AsyncDisposableStack();
  const [slack, discord] = [stack.use(await slackVenue('socket')), stack.use(await discordVenue())];
  const world = stack.use(await aWorld({ ...slack.env, ...discord.env }));
  const troubles: string[] = [];
  for (const venue of [slack, discord]) await venue.joined(world);
  const seats = async (username: string): Promise<Record<Place, Person>> =>
    ({ Slack: await slack.seat(world, username), Discord: await discord.seat(world, username), 'the console': consolePerson(world, username, troubles) });
  return {
    world, people: { alice: await seats('alice'), bea: await seats('bea'), max: await seats('max') },
    troubles: () => [...troubles, ...slack.troubles(), ...discord.troubles()], [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

test('one incident lives in Slack, in Discord and in the console at the same time: whoever acknowledges it, wherever, is seen everywhere', async () => {
  await using town = await everywhere();
  const { world, people } = town;
  const { alice, bea } = people;
  await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
  const cards = new Map<Place, string>();
  for (const place of places) cards.set(place, (await bea[place].sees('team', /INC-1 .*RedisDown/s)).id);

  for (const [place, name] of [['Slack', 'alice'], ['Discord', 'bea'], ['the console', 'max']] as const) {
    const card = await world.until(`it can be acknowledged in ${place}`, async () => (await bea[place].messages('team')).find(({ buttons }) => buttons.includes('Acknowledge')));
    expect((await (await people[name][place].press(card, 'Acknowledge')).answer()).words).toContain('INC-1 is yours');
    for (const other of places) {
      const seen = await bea[other].sees('team', new RegExp(`Acknowledged by ${name}`));
      expect([other, seen.id, seen.buttons.includes('Acknowledge')]).toEqual([other, cards.get(other), false]);
      await alice[other].sees('direct', new RegExp(`Acknowledged by ${name}`));
    }
    if (name !== 'max') await (await bea[place].say('/incident unack INC-1')).answer();
  }

  expect((await (await alice.Discord.say('/incident resolve INC-1 restarted')).answer()).words).toContain('INC-1 is resolved.');
  for (const place of places) {
    await bea[place].sees('team', /Resolved by alice/);
    expect(await bea[place].messages('team')).toHaveLength(1);
  }
  expect(town.troubles()).toEqual([]);
});
