import { userIdOf } from '../../context.ts';
import { codenames, may } from '../../permissions.ts';
import { findUser } from '../../domain/people/find-user.ts';
import { listContacts } from '../../domain/people/list-contacts.ts';
import { listGroups } from '../../domain/people/list-groups.ts';
import { listTokens } from '../../domain/people/list-tokens.ts';
import type { Choice } from '../card.ts';
import type { Ask } from '../command.ts';
import type { Around, KnownValues } from '../option-info.ts';
import { suggestNouns } from '../nouns.ts';
import { described, plain } from './choices.ts';

const allGroups = async ({ ctx }: Ask): Promise<Choice[]> => (await listGroups(ctx)).map(({ name }) => plain(name));
const whose = async ({ ctx }: Ask, { user }: Around): Promise<string> => (user === undefined || user.trim() === '' ? (userIdOf(ctx.actor) ?? '') : (await findUser(ctx, user)).id);

/** One group. */
export const group: KnownValues = { find: allGroups };
/** Groups, between commas. */
export const groups: KnownValues = { several: true, find: allGroups };
/** People, between commas, in their order. */
export const people: KnownValues = { several: true, ordered: true, find: ({ ctx, say }, word) => suggestNouns(ctx, ['user'], word, say) };
/** Tokens: one's own, and for those who may change tokens everybody's, with their names. */
export const tokens: KnownValues = {
  async find({ ctx }) {
    const isForAll = may(ctx.actor, 'change_token');
    return (await listTokens(ctx, isForAll ? undefined : (userIdOf(ctx.actor) ?? ''))).map(({ name, username }) => (isForAll ? described(name, `@${username}`) : plain(name)));
  },
};
/** What a token may be allowed: what the speaker may. */
export const scopes: KnownValues = { several: true, find: ({ ctx }) => codenames.filter((name) => may(ctx.actor, name)).map(plain) };
/** Addresses by which somebody is told; another may be meant, such as a new one. */
export const contacts: KnownValues = { open: true, find: async (ask, _, around) => (await listContacts(ask.ctx, await whose(ask, around))).map(({ address, means }) => described(address, ask.say(`cards.means_${means}`))) };
