import { expect, test } from 'vitest';
import { transaction } from '../../../src/db/transaction.ts';
import { advance } from '../../../src/domain/escalation/advance.ts';
import { aNight } from '../../night.ts';
import { aConversation } from './conversation.ts';

/** Alice is on call for SRE Core, whose member Bea is; whoever speaks is an operator. */
async function aTalk() {
  const talk = await aConversation('Operators');
  const night = await aNight(talk.ctx);
  return { ...talk, night };
}

test.each<[phrase: string, title: RegExp, besides: RegExp]>([
  ['/page @bea "help me" sev2', /bea is being paged/, /belongs to SRE Core, whose escalation calls: alice\./],
  ['/page "SRE Core" "help me" sev2', /SRE Core is being paged/, /escalation calls: alice\./],
])('%s says who is called besides, as the incident is the team’s', async (phrase, title, besides) => {
  const talk = await aTalk();
  await using _ = talk;
  const answer = await talk.say(phrase);
  expect(answer).toMatch(title);
  expect(answer).toMatch(besides);
});

test.each<[why: string, phrase: string]>([
  ['the person is the one on call', '/page @alice "help me" sev2'],
  ['it is not urgent: the escalation waits for working hours', '/page @bea "help me" sev3'],
])('nobody else is named when %s', async (_, phrase) => {
  const talk = await aTalk();
  await using __ = talk;
  expect(await talk.say(phrase)).not.toContain('escalation calls');
});

test.each<[who: string, targets: string[]]>([
  ['alice', ['ON_CALL 1']],
  ['bea', ['ON_CALL 1', 'PAGED']],
])('who is on call is paged once, whoever is not besides: %s', async (who, targets) => {
  const talk = await aTalk();
  await using _ = talk;
  await talk.say(`/page @${who} "help me" sev2`);
  // What the timers would do a moment later.
  await transaction(talk.ctx, async (tx) => advance(tx, (await tx.sql<{ id: string }[]>`select id from runs`).map(({ id }) => id)));
  const told = await talk.ctx.sql<{ target: string }[]>`select distinct why->>'target' as target from notifications where is_page order by target`;
  expect(told.map(({ target }) => target)).toEqual(targets);
});
