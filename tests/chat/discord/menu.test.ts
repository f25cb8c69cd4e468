import { expect, test } from 'vitest';
import { wordsOf } from '../../fakes/discord/person/see.ts';
import { cardOf } from '../../world.ts';
import { aTown } from './a-town.ts';

const hostile = '@everyone <@&1> **bold** [click](https://evil.example) `code` ||hidden|| \u202Eevil <:fire:123>\n# big\n```js\nlet x;```';

test('a message goes onto the timeline of an incident as it was said, once, and nobody is pinged by it', async () => {
  await using town = await aTown();
  const bea = await town.person('bea');
  await town.world.say('bea', '/incident declare severity:sev2 service:redis-prod title:"Redis is down"');
  const said = bea.write(town.channel, hostile);
  expect((await bea.messageCommand(said, 'Add to timeline')).shown).toBe('form');
  const added = await (await bea.submit({ incident: 'INC-1' })).answer();
  expect([wordsOf(added), added.ephemeralFor]).toEqual([expect.stringContaining('INC-1'), bea.id]);
  expect((await bea.messageCommand(said, 'Add to timeline')).shown).toBe('form');
  expect(wordsOf(await (await bea.submit({ incident: 'INC-1' })).answer())).toMatch(/already/i);
  expect(JSON.stringify(cardOf(await town.world.say('bea', '/incident timeline INC-1')))).toContain('**bold** [click](https://evil.example)');
  const shown = await (await bea.slash('incident timeline', { incident: 'INC-1' })).answer();
  expect([wordsOf(shown).includes('bold'), /(?<!\\)\[click\]\(/.test(wordsOf(shown)), town.discord.world.messages.flatMap(({ authorId, pings }) => (authorId === town.discord.botId ? pings : []))]).toEqual([true, false, []]);
});

test('an incident is declared from a message, which is answered with what came of it', async () => {
  await using town = await aTown();
  const bea = await town.person('bea');
  const said = bea.write(town.channel, `Redis is slow\n${'@everyone '.repeat(390)}`);
  expect((await bea.messageCommand(said, 'Create incident from message')).shown).toBe('form');
  expect(JSON.stringify(bea.form()!.modal)).toContain('Redis is slow');
  expect(wordsOf(await (await bea.submit({ severity: 'SEV2_HIGH', service: 'redis-prod' })).answer())).toContain('INC-1');
  const [incident] = await town.world.app.sql<{ title: string; description: string }[]>`select title, description from incidents`;
  expect([incident!.title, incident!.description.includes('@everyone')]).toEqual(['Redis is slow', true]);
  await town.card(/INC-1[^]*Redis is slow/);
  expect(town.discord.messagesIn(town.channel).flatMap(({ authorId, pings }) => (authorId === town.discord.botId ? pings : []))).toEqual([]);
  // Whoever reads the message finds the incident in its thread.
  await town.discord.until('the answer to the message', () => town.discord.messagesIn(said.id).find((one) => wordsOf(one).includes('INC-1')));
});

test('whoever may not is refused in private, with a button that asks for access, and nothing comes of it', async () => {
  await using town = await aTown();
  const nia = await town.person('nia');
  await town.world.say('bea', '/incident declare severity:sev2 service:redis-prod title:"Redis is down"');
  await town.world.say('bea', '/incident resolve INC-1 note:"Restarted it"');
  const said = nia.write(town.channel, 'Redis is slow');
  for (const entry of ['Create incident from message', 'Add to timeline']) {
    const asked = await nia.messageCommand(said, entry);
    const answer = await (asked.shown === 'form' ? await nia.submit(entry === 'Add to timeline' ? { incident: 'INC-1' } : { severity: 'SEV2_HIGH', service: 'redis-prod' }) : asked).answer();
    expect([answer.ephemeralFor, JSON.stringify(answer.components)]).toEqual([nia.id, expect.stringContaining('Request access')]);
  }
  expect(await town.world.app.sql`select from incidents`).toHaveLength(1);
  expect(JSON.stringify(await town.world.say('bea', '/incident timeline INC-1'))).not.toContain('Redis is slow');
});

test('a form that is sent after its incident was resolved is answered plainly', async () => {
  await using town = await aTown();
  const bea = await town.person('bea');
  await town.world.say('bea', '/incident declare severity:sev2 service:redis-prod title:"Redis is down"');
  expect((await bea.slash('incident snooze', { incident: 'INC-1' })).shown).toBe('form');
  await town.world.say('alice', '/incident resolve INC-1 note:"Restarted it"');
  const sent = await bea.submit({ until: '2h' });
  const answer = await sent.answer();
  expect([answer.ephemeralFor, wordsOf(answer)]).toEqual([bea.id, expect.stringContaining('nothing to snooze')]);
  expect(town.discord.troubles).toEqual([]);
});
