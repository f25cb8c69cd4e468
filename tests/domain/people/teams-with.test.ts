import { expect, test } from 'vitest';
import { databaseNow } from '../../../src/domain/clock.ts';
import { addOverride } from '../../../src/domain/oncall/add-override.ts';
import { addShift } from '../../../src/domain/oncall/add-shift.ts';
import { createRotation } from '../../../src/domain/oncall/create-rotation.ts';
import { setOnCall } from '../../../src/domain/oncall/set-on-call.ts';
import { setMember } from '../../../src/domain/people/set-member.ts';
import { teamsWith } from '../../../src/domain/people/teams-with.ts';
import { aPeopledDatabase, aTeam, someone } from './someone.ts';

test('a person may answer for teams that pin them, enter them, put them in, or have them in a rotation; for no others', async () => {
  await using db = await aPeopledDatabase();
  const now = await databaseNow(db.ctx());
  const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);
  const ann = await someone(db, 'ann', 'Responders');
  const { ids: { bob } } = await aTeam(db, 'Others', ['bob']);
  const made = new Map<string, string>();
  for (const name of ['pinned', 'entered', 'put in', 'rotating', 'entered before', 'member only']) made.set(name, (await aTeam(db, name, [`${name.replaceAll(' ', '')}-member`])).teamId);
  await setOnCall(db.ctx(), { teamId: made.get('pinned')!, userId: ann });
  await addShift(db.ctx(), { teamId: made.get('entered')!, userId: ann, startsAt: hours(2), endsAt: hours(3) });
  await addOverride(db.ctx(), { teamId: made.get('put in')!, userId: ann, startsAt: hours(-1), endsAt: hours(1) });
  await createRotation(db.ctx(), { teamId: made.get('rotating')!, name: 'Weekly', members: [bob!, ann] });
  await addShift(db.ctx(), { teamId: made.get('entered before')!, userId: ann, startsAt: hours(-3), endsAt: hours(-2) });
  await setMember(db.ctx(), { teamId: made.get('member only')!, userId: ann, role: 'member' });

  const found = await teamsWith(db.ctx(), ann, now);
  expect([...made].filter(([, id]) => found.includes(id)).map(([name]) => name)).toEqual(['pinned', 'entered', 'put in', 'rotating']);
  expect(found).toHaveLength(4);
});
