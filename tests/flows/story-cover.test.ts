import { describe, expect, test } from 'vitest';
import { addShift } from '../../src/domain/oncall/add-shift.ts';
import { unsetOnCall } from '../../src/domain/oncall/unset-on-call.ts';
import { onCallOf } from '../../src/domain/oncall/who-is-on-call.ts';
import { stages } from '../stage/stages.ts';
import type { Stage } from '../stage/stage.ts';

/** Alice from an hour ago for two hours, Bea for the ten hours after; Max is the manager. Instants on the full minute. */
async function aSchedule({ world: { app, night } }: Stage) {
  await unsetOnCall(app.ctx, night.team);
  const [now] = await app.sql<{ at: Date }[]>`select date_trunc('minute', imas_now()) as at`;
  const at = (hours: number) => new Date(now!.at.getTime() + hours * 3_600_000);
  await addShift(app.ctx, { teamId: night.team, userId: night.alice, startsAt: at(-1), endsAt: at(1) });
  await addShift(app.ctx, { teamId: night.team, userId: night.bea, startsAt: at(1), endsAt: at(11) });
  return { at };
}
const seen = ({ world: { app, until } }: Stage) => until('the on-call is known', async () => (await app.sql`select 1 from on_call_seen where user_id is not null and since < imas_now()`).length > 0);

describe.each(stages)('on %s', (_, open) => {
  test('a turn is asked for and taken twice at once: one has it, the other is told who, and every copy says so', async () => {
    await using stage = await open();
    const { at } = await aSchedule(stage);
    const [alice, bea, max] = [stage.as('alice'), stage.as('bea'), stage.as('max')];
    const { app, night } = stage.world;
    await app.sql`update shifts set user_id = ${night.max} where starts_at < imas_now()`;

    const asked = await (await bea.say('/oncall cover reason:dentist')).answer();
    expect(asked.words).toContain('The others are asked to take 1 turn of yours');
    expect(asked).toMatchObject({ isPrivate: true, buttons: ['Withdraw'] });
    const card = await alice.sees('team', /bea asks: who takes SRE Core/);
    expect(card.words).toContain('dentist');
    expect(card.buttons).toEqual(['I take it']);
    const message = await max.sees('direct', /bea asks: who takes SRE Core/);

    const answers = await Promise.all([alice.press(card, 'I take it'), max.press(message, 'I take it')]);
    const words = await Promise.all(answers.map(async (one) => (await one.answer()).words));
    const [winner, loser] = words[0]!.includes('you answer for bea') ? ['alice', words[1]] : ['max', words[0]];
    expect(loser).toContain(`${winner} took it already`);
    expect(await onCallOf(app.ctx, night.team, 1, at(2))).toMatchObject({ username: winner });

    for (const copy of [await alice.sees('team', new RegExp(`${winner} takes SRE Core for bea`)), await max.sees('direct', new RegExp(`${winner} takes SRE Core for bea`))]) {
      expect([card.id, message.id]).toContain(copy.id);
      expect(copy.buttons).toEqual([]);
    }
    await bea.sees('direct', new RegExp(`${winner} takes SRE Core for you`));
    expect(stage.troubles()).toEqual([]);
  });

  test('a turn begins: who takes over reads what is open, and says that they have the pager', async () => {
    await using stage = await open();
    await aSchedule(stage);
    await seen(stage);
    const [alice, bea] = [stage.as('alice'), stage.as('bea')];
    await (await alice.say('/incident declare SEV3 redis-prod "Redis is slow"')).answer();
    await stage.world.advance('61 minutes');
    const card = await alice.sees('team', /SRE Core: alice hands over to bea/);
    expect(card.words).toContain('INC-1 SEV3 redis-prod: Redis is slow');
    expect(card.buttons).toEqual(['I have the pager', 'Take INC-1']);
    const message = await bea.sees('direct', /SRE Core: alice hands over to bea/);

    expect((await (await alice.press(card, 'I have the pager')).answer()).words).toContain('Only bea or a manager of the team can say so.');
    expect((await (await bea.press(message, 'I have the pager')).answer()).words).toContain('SRE Core: bea has the pager');
    const confirmed = await alice.sees('team', /bea has the pager/);
    expect(confirmed).toMatchObject({ id: card.id, buttons: ['Take INC-1'] });
    expect((await bea.sees('direct', /bea has the pager/)).id).toBe(message.id);
    expect(stage.troubles()).toEqual([]);
  });

  test('nobody says that they have the pager: whoever took over is told by other means, then the manager and whoever handed over', async () => {
    await using stage = await open();
    await aSchedule(stage);
    await seen(stage);
    const [alice, bea, max] = [stage.as('alice'), stage.as('bea'), stage.as('max')];
    await stage.world.advance('61 minutes');
    await bea.sees('direct', /alice hands over to bea/);
    await stage.world.advance('15 minutes');
    const asked = await bea.sees('direct', /Do you have the pager\?/);
    expect(asked.buttons).toEqual(['I have the pager']);
    await stage.world.advance('15 minutes');
    for (const other of [alice, max]) await other.sees('direct', /bea has not said yet that they have the pager/);
    expect((await (await bea.press(asked, 'I have the pager')).answer()).words).toContain('bea has the pager');
    expect(stage.troubles()).toEqual([]);
  });
});
