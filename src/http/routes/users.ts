import { z } from '@hono/zod-openapi';
import type { Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { addUser } from '../../domain/people/add-user.ts';
import { disableUser } from '../../domain/people/disable-user.ts';
import { editUser } from '../../domain/people/edit-user.ts';
import { enableUser } from '../../domain/people/enable-user.ts';
import { findUser } from '../../domain/people/find-user.ts';
import { linkIdentity } from '../../domain/people/link-identity.ts';
import { listUsers, showUser } from '../../domain/people/list-users.ts';
import type { Profile } from '../../domain/people/person.ts';
import { setUserGroups } from '../../domain/people/set-user-groups.ts';
import { userIdOf } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';
import { flag, given, instantOut, iso, reference, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'users';
const contact = z.string().nullable().optional();
const userOut = z.object({
  id: z.uuid(),
  username: z.string(),
  email: contact.openapi({ description: 'Only for oneself and those who may change users' }),
  phone: contact,
  groups: z.array(z.string()),
  time_zone: z.string().nullable(),
  language: z.enum(['en', 'fr']).nullable(),
  slack_user_id: z.string().nullable(),
  discord_user_id: z.string().nullable(),
  is_active: z.boolean(),
  created_at: instantOut,
}).openapi('User');

const particulars = z.object({
  email: words(300).nullable(),
  phone: words(60).nullable(),
  groups: z.array(words(100)).max(50),
  time_zone: words(100).nullable(),
  language: z.enum(['en', 'fr']).nullable(),
  slack_user_id: words(200).nullable(),
  discord_user_id: words(200).nullable(),
}).partial();
const fresh = particulars.extend({ username: words(200) });
const handing = z.object({
  replace_by: reference.optional().openapi({ description: 'Who takes over whatever this person holds' }),
  leave_gaps: flag.optional().openapi({ description: 'Or leave those places empty' }),
});
const change = particulars.extend({ is_active: z.boolean().optional() });
const groupsWrong = { refs: { 'errors.unknown_group': 'groups' } } as const;

const bodyOf = (it: Profile): z.input<typeof userOut> => ({
  id: it.id, username: it.username, ...given({ email: it.email, phone: it.phone }), groups: it.groups, time_zone: it.timeZone, language: it.language,
  slack_user_id: it.slackUserId, discord_user_id: it.discordUserId, is_active: it.isActive, created_at: iso(it.createdAt),
});

/** People: `me` stands for whoever asks. */
export function userRoutes(api: Api): void {
  const { baseUrl } = api.parts.ports;

  endpoint(api, 'get', '/users/', { tag, summary: 'People by username', query: listQuery(['username', 'created_at'], { is_active: flag.optional(), group: words(100).optional() }), answer: listOut(userOut) }, async ({ ctx, query, url }) => {
    const all = await listUsers(ctx, { search: query.search, active: query.is_active, group: query.group });
    const found = sliced(all.rows, { ...query, search: undefined }, { username: (it) => it.username, created_at: (it) => it.createdAt.getTime() });
    return pageOf({ ...found, rows: found.rows.map(bodyOf) }, query, url, baseUrl);
  });

  endpoint(api, 'post', '/users/', { tag, summary: 'Adds a person', body: fresh, answer: userOut, status: 201 }, async ({ ctx, body }) => transaction(ctx, async (tx) => {
    const { username, email, phone, groups, language, time_zone: timeZone } = body;
    const { id } = await spoken(groupsWrong, addUser(tx, { username, email, phone, groups, timeZone, language }));
    await linkChats(tx, id, body);
    return bodyOf(await showUser(tx, id));
  }));

  endpoint(api, 'get', '/users/{ref}/', { tag, summary: 'One person, by id, username or me', answer: userOut }, async ({ ctx, params }) => {
    const me = userIdOf(ctx.actor);
    if (params.ref === 'me' && me !== null) return bodyOf(await showUser(ctx, me));
    demand(ctx, 'view_user');
    return bodyOf(await showUser(ctx, (await findUser(ctx, params.ref)).id));
  });

  endpoint(api, 'patch', '/users/{ref}/', { tag, summary: 'Changes what is given; one’s own language, zone and phone need no permission', body: change, answer: userOut }, async ({ ctx, params, body }) => {
    const me = userIdOf(ctx.actor);
    if (params.ref !== 'me' && params.ref !== me) demand(ctx, 'view_user');
    const id = params.ref === 'me' && me !== null ? me : (await findUser(ctx, params.ref)).id;
    return transaction(ctx, async (tx) => {
      const { email, phone, groups, language, time_zone: timeZone, is_active: isActive } = body;
      await editUser(tx, id, given({ email, phone, language, timeZone }));
      if (groups !== undefined) await spoken(groupsWrong, setUserGroups(tx, id, groups));
      await linkChats(tx, id, body);
      if (isActive === true) await enableUser(tx, id);
      if (isActive === false) await disableUser(tx, { userId: id });
      return bodyOf(await showUser(tx, id));
    });
  });

  endpoint(api, 'delete', '/users/{ref}/', { tag, summary: 'Disables an account; 409 lists what it still holds', query: handing }, async ({ ctx, params, query }) => {
    demand(ctx, 'delete_user');
    const { id } = await findUser(ctx, params.ref);
    const heir = query.replace_by === undefined ? undefined : (await spoken({ refs: { 'errors.unknown_user': 'replace_by' } }, findUser(ctx, query.replace_by))).id;
    await disableUser(ctx, { userId: id, otherwise: heir ?? (query.leave_gaps === true ? null : undefined) });
    return null;
  });
}

async function linkChats(tx: Tx, userId: string, body: { slack_user_id?: string | null | undefined; discord_user_id?: string | null | undefined }): Promise<void> {
  if (body.slack_user_id !== undefined) await spoken({ fields: { chat_user: 'slack_user_id' } }, linkIdentity(tx, userId, 'slack', body.slack_user_id));
  if (body.discord_user_id !== undefined) await spoken({ fields: { chat_user: 'discord_user_id' } }, linkIdentity(tx, userId, 'discord', body.discord_user_id));
}
