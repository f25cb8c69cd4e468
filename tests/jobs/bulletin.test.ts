import { expect, test } from 'vitest';
import { cardOf } from '../../src/chat/answer.ts';
import { transaction } from '../../src/db/transaction.ts';
import { wantBulletin, type WantedBulletin } from '../../src/domain/oncall/want-bulletin.ts';
import type { Drawers } from '../../src/jobs/bulletin.ts';
import { postBulletin } from '../../src/jobs/handlers/post-bulletin.ts';
import type { LettingIn } from '../../src/jobs/letting-in.ts';
import type { Jobs } from '../../src/queue.ts';
import { refuse } from '../fakes/a-platform.ts';
import { twoPlatforms, type TwoPlatforms } from './two-platforms.ts';

const lettingIn = { has: () => true, language: 'en', timeZone: 'UTC' } as unknown as LettingIn;

/** A bulletin whose card says what `state` holds. */
async function aBoard() {
  const it = await twoPlatforms();
  const state = { title: 'First' };
  const draw: Drawers['cover'] = async (_ctx, _bulletin, { say }) => cardOf({ title: `${state.title} ${say('turns.withdraw')}` });
  const drawers = new Proxy({}, { get: () => draw }) as unknown as Drawers;
  const want = (more: Partial<WantedBulletin> = {}) => transaction(it.ctx, (tx) => wantBulletin(tx, { kind: 'cover', subject: 's', teamId: it.night.team, ...more }));
  /** What waits, and what that sends. @returns what failed */
  const work = async (): Promise<string[]> => {
    const failed: string[] = [];
    for (let job = it.db.jobs.shift(); job !== undefined; job = it.db.jobs.shift()) {
      if (job.name === 'post-bulletin') await postBulletin({ posting: it.posting, lettingIn, drawers })(it.ctx, job.payload as Jobs['post-bulletin']).catch((error: unknown) => failed.push((error as Error).message));
    }
    return failed;
  };
  return { it, state, want, work };
}
const inConsole = ({ db }: TwoPlatforms) => db.sql<{ kind: string; title: string }[]>`select p.kind, m.card->>'title' as title from console_messages m join console_places p on p.id = m.place_id order by m.id`;

test('a bulletin stands in the team’s channels, and in direct messages in their reader’s language; drawn again it is edited in place', async () => {
  const { it, state, want, work } = await aBoard();
  await using _ = it;
  await it.db.sql`update users set language = 'fr' where id = ${it.night.bea}`;
  await want({ people: [it.night.bea] });
  expect(await work()).toEqual([]);
  expect(it.slack.said.map(({ place, card }) => [place, card.title])).toEqual([['C-sre', 'First Withdraw'], [`D-${it.night.bea}`, 'First Retirer la demande']]);
  expect((await inConsole(it)).map(({ title }) => title).toSorted()).toEqual(['First Retirer la demande', 'First Withdraw']);

  state.title = 'Second';
  await want();
  expect(await work()).toEqual([]);
  expect(it.slack.said.map(({ card, edits }) => [card.title, edits])).toEqual([['Second Withdraw', 1], ['Second Retirer la demande', 1]]);
  expect((await inConsole(it)).map(({ title }) => title).toSorted()).toEqual(['Second Retirer la demande', 'Second Withdraw']);
});

test('quiet, it is a direct message only; without a team it stands in the admins’ place', async () => {
  const { it, want, work } = await aBoard();
  await using _ = it;
  await want({ isQuiet: true, people: [it.night.bea] });
  await want({ subject: 't', teamId: null });
  await work();
  expect(it.slack.said.map(({ place }) => place)).toEqual([`D-${it.night.bea}`, 'C-default']);
});

test('killed between posting and noting, it is found again, not posted twice, and brought up to date', async () => {
  const { it, state, want, work } = await aBoard();
  await using _ = it;
  await want();
  await work();
  await it.db.sql`update bulletins set posted = '[]'`;
  state.title = 'Second';
  await want();
  await work();
  expect(it.slack.said.map(({ card }) => card.title)).toEqual(['Second Withdraw']);
  expect(await inConsole(it)).toHaveLength(1);
});

test('changed by another while it is drawn, what stands there is the newest', async () => {
  const { it, state, want, work } = await aBoard();
  await using _ = it;
  let changed = false;
  const say = it.slack.say;
  it.slack.say = async (...args) => {
    if (!changed) {
      changed = true;
      state.title = 'Second';
      await want();
      it.db.jobs.length = 0;
    }
    return say(...args);
  };
  await want();
  await work();
  expect(it.slack.said.map(({ card }) => card.title)).toEqual(['Second Withdraw']);
});

test('over, it is edited where it stands and posted nowhere anew', async () => {
  const { it, state, want, work } = await aBoard();
  await using _ = it;
  it.slack.instead.say = refuse('rate', { retry: true });
  await want();
  expect(await work()).toEqual(['It said rate']);
  it.slack.recover();
  state.title = 'Over';
  await want({ isOver: true, people: [it.night.max] });
  await work();
  expect(it.slack.said).toEqual([]);
  expect((await inConsole(it)).map(({ title }) => title)).toEqual(['Over Withdraw']);
});

test('a channel that is gone keeps nobody’s direct message from being sent, and the administrators hear of it', async () => {
  const { it, want, work } = await aBoard();
  await using _ = it;
  it.slack.instead.say = refuse('is_archived', { gone: true });
  it.slack.strangers.add(it.night.max);
  await want({ people: [it.night.bea, it.night.max] });
  expect(await work()).toEqual([]);
  expect(it.slack.said.map(({ to }) => to)).toEqual([it.night.bea]);
  expect((await inConsole(it)).filter(({ title }) => title.includes('C-sre'))).toHaveLength(1);
});
