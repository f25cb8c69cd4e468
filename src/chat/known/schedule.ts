import { databaseNow } from '../../domain/clock.ts';
import { listOverrides } from '../../domain/oncall/list-overrides.ts';
import { listRotations } from '../../domain/oncall/list-rotations.ts';
import { listShifts } from '../../domain/oncall/list-shifts.ts';
import { findTeam } from '../../domain/people/find-team.ts';
import { findUser } from '../../domain/people/find-user.ts';
import { entryChoice } from '../choose-entry.ts';
import type { Ask } from '../command.ts';
import type { Around, KnownValues } from '../option-info.ts';
import { described, plain } from './choices.ts';

const teamOf = async ({ ctx }: Ask, { team = '' }: Around) => (team.trim() === '' ? undefined : [(await findTeam(ctx, team)).id]);

/** So many coming entries are looked at: nobody waits for a year of all teams while typing; who means a later one names the team or the person. */
const looked = 300;

/** Rotations of the team that was named, by name; of all teams, by what finds them. */
export const rotations: KnownValues = {
  async find(ask, _, around) {
    const teamIds = await teamOf(ask, around);
    return (await listRotations(ask.ctx, { teamIds })).map(({ id, name, teamName }) => (teamIds === undefined ? { value: id, label: described(name, teamName).label } : plain(name)));
  },
};

const entries = (list: typeof listShifts | typeof listOverrides): KnownValues => ({
  async find(ask, _, around) {
    const { user = '' } = around;
    const now = await databaseNow(ask.ctx);
    const userId = user.trim() === '' ? undefined : (await findUser(ask.ctx, user)).id;
    return (await list(ask.ctx, { teamIds: await teamOf(ask, around), userId, from: now }, looked)).map((row) => entryChoice(row, ask, now));
  },
});
/** Entries of the schedule from now on, as people say them. */
export const shifts = entries(listShifts);
/** Overrides from now on, as people say them. */
export const overrides = entries(listOverrides);

/** Time zones by their names. */
export const zones: KnownValues = { find: () => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map(plain) };
