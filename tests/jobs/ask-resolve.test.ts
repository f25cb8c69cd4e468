import { expect, test } from 'vitest';
import { mitigate } from '../../src/domain/incidents/mitigate.ts';
import { refuse } from '../fakes/a-platform.ts';
import { twoPlatforms, type TwoPlatforms } from './two-platforms.ts';

/** Alice leads a mitigated incident with a room on both platforms. */
async function mitigated(at: TwoPlatforms) {
  const { id } = await at.incident();
  await at.work();
  await at.db.sql`update incidents set lead_id = ${at.night.alice} where id = ${id}`;
  await mitigate(at.ctx, id);
  await at.work();
  return { id, room: [...at.slack.rooms.keys()][0]! };
}
const ask = (at: TwoPlatforms, incidentId: string) => at.run({ name: 'ask-resolve', payload: { incidentId, platform: 'slack' } });
const asked = (at: TwoPlatforms) => at.slack.said.filter(({ key }) => key.startsWith('ask-resolve:')).map(({ place }) => place);

test('that all is clear is asked in the room and of the lead', async () => {
  await using at = await twoPlatforms();
  const { id, room } = await mitigated(at);
  await ask(at, id);
  expect(asked(at).toSorted()).toEqual([`D-${at.night.alice}`, room].toSorted());
});

test('a room that is gone does not keep the question from the lead, and is lost from then on', async () => {
  await using at = await twoPlatforms();
  const { id, room } = await mitigated(at);
  at.slack.instead.say = refuse('is_archived', { gone: true });
  await ask(at, id);
  expect(asked(at)).toEqual([`D-${at.night.alice}`]);
  expect(await at.db.sql`select 1 from rooms where place_id = ${room} and lost_at is not null`).toHaveLength(1);
});

test('a room that cannot be written to for now is asked again, the lead once', async () => {
  await using at = await twoPlatforms();
  const { id, room } = await mitigated(at);
  at.slack.instead.say = refuse('unreachable', { retry: true });
  await expect(ask(at, id)).rejects.toThrow('unreachable');
  expect(asked(at)).toEqual([`D-${at.night.alice}`]);
  at.slack.recover();
  await ask(at, id);
  expect(asked(at)).toEqual([`D-${at.night.alice}`, room]);
});
