import { actionsOfLate } from '../../domain/audit/actions-of-late.ts';
import { demand } from '../../permissions.ts';
import { rootOf } from '../commands.ts';
import type { KnownValues } from '../option-info.ts';
import { described, plain } from './choices.ts';

/** What help can be asked for: roots, and every command by its words. */
export const topics: KnownValues = {
  find({ offered, longer }) {
    const roots = [...new Set(offered.map(({ name }) => rootOf(name)))];
    return [...roots.map(plain), ...[...offered, ...longer].filter(({ phrase }) => phrase.includes(' ')).map(({ phrase, description }) => described(phrase.slice(1), description))];
  },
};
/** Scheduled jobs by name, for whoever may look at them. */
export const jobs: KnownValues = {
  async find({ ctx, ports }) {
    demand(ctx, 'view_team');
    return (await ports.schedules()).map(({ name, when }) => described(name, when));
  },
};
/** Actions of the audit log, as far as they were done of late; any other may be meant. */
export const actions: KnownValues = { open: true, find: async ({ ctx }) => (await actionsOfLate(ctx)).map(plain) };
