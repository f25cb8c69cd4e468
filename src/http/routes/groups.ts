import { z } from '@hono/zod-openapi';
import { createGroup, type Group } from '../../domain/people/create-group.ts';
import { deleteGroup } from '../../domain/people/delete-group.ts';
import { editGroup } from '../../domain/people/edit-group.ts';
import { listGroups } from '../../domain/people/list-groups.ts';
import { nearest } from '../../domain/nearest.ts';
import { notFound } from '../../errors.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { given, words } from '../shapes.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';

const tag = 'groups';
const groupOut = z.object({ name: z.string(), codenames: z.array(z.string()), is_built_in: z.boolean() }).openapi('Group');
const codenames = z.array(words(100)).max(200);
const bodyOf = ({ name, codenames: names, isBuiltIn }: Group): z.input<typeof groupOut> => ({ name, codenames: names, is_built_in: isBuiltIn });

/** What members of a group may; the five built-in ones cannot be changed. */
export function groupRoutes(api: Api): void {
  endpoint(api, 'get', '/groups/', { tag, summary: 'Groups, the built-in ones first', query: listQuery(['name'], {}), answer: listOut(groupOut) }, async ({ ctx, query, url }) => {
    const found = sliced(await listGroups(ctx), query, { name: (it) => it.name }, (it) => it.name);
    return pageOf({ ...found, rows: found.rows.map(bodyOf) }, query, url, api.parts.ports.baseUrl);
  });

  endpoint(api, 'post', '/groups/', { tag, summary: 'Makes a group', body: z.object({ name: words(200), codenames }), answer: groupOut, status: 201 }, async ({ ctx, body }) => bodyOf(await createGroup(ctx, body)));

  endpoint(api, 'get', '/groups/{name}/', { tag, summary: 'One group', answer: groupOut }, async ({ ctx, params }) => {
    const all = await listGroups(ctx);
    const group = all.find(({ name }) => name.toLowerCase() === params.name.toLowerCase());
    if (!group) throw notFound('errors.unknown_group', { name: params.name }, nearest(params.name, all.map(({ name }) => name)));
    return bodyOf(group);
  });

  endpoint(api, 'patch', '/groups/{name}/', { tag, summary: 'Changes what is given', body: z.object({ name: words(200), codenames }).partial(), answer: groupOut }, async ({ ctx, params, body }) =>
    bodyOf(await editGroup(ctx, params.name, given(body))));

  endpoint(api, 'delete', '/groups/{name}/', { tag, summary: 'Deletes a group without members' }, async ({ ctx, params }) => {
    await deleteGroup(ctx, params.name);
    return null;
  });
}
