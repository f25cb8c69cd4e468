import { ruleMeans } from '../../domain/notifications/rules/add-rule.ts';
import type { KnownValues } from '../option-info.ts';
import { suggestNouns } from '../nouns.ts';
import { described } from './choices.ts';

/** Whom a step tells, between commas: whoever is on call, groups of people, single ones; an address may be meant as well. */
export const targets: KnownValues = {
  several: true, open: true,
  async find({ ctx, say }, word) {
    const words = (['on_call', 'team', 'managers', 'channel'] as const).map((one) => say(`escalationCommands.step_${one}`));
    return [...words.flatMap((one, at) => (at === 0 ? [one, `${one} 2`] : [one])).map((one) => ({ value: one, label: one })), ...await suggestNouns(ctx, ['user'], word, say)];
  },
};
/** Means by which a step tells, between commas. */
export const means: KnownValues = { several: true, open: true, find: ({ say }) => ruleMeans.map((one) => described(one, say(`cards.means_${one}`))) };
