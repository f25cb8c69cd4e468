import { z } from '@hono/zod-openapi';
import { userIdOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { addRule, ruleMeans } from '../../domain/notifications/rules/add-rule.ts';
import { removeRule } from '../../domain/notifications/rules/remove-rule.ts';
import { resetRules } from '../../domain/notifications/rules/reset-rules.ts';
import { showRules, type OwnRule } from '../../domain/notifications/rules/show-rules.ts';
import { findUser } from '../../domain/people/find-user.ts';
import { demandOwn } from '../../domain/settings/demand-own.ts';
import { notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';
import { given, upper, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'users';
const urgency = z.enum(['high', 'low']);
const ruleOut = z.object({
  urgency,
  number: z.int().openapi({ description: 'Names it within its urgency' }),
  means: z.enum(ruleMeans),
  contact: z.string().nullable().openapi({ description: 'An address; null: all contacts of that means' }),
  after_seconds: z.int().openapi({ description: 'After the step of the escalation' }),
}).openapi('NotificationRule');
const fresh = z.object({ urgency, means: upper(ruleMeans), contact: words(2000).optional(), after_seconds: z.int().default(0) });
const speech = { fields: { after: 'after_seconds' }, refs: { 'people.unknown_contact': 'contact' } } as const;

type Urgency = z.output<typeof urgency>;
const bodyOf = (whose: Urgency, { position, means, address, afterSeconds }: OwnRule): z.input<typeof ruleOut> => ({ urgency: whose, number: position, means, contact: address, after_seconds: afterSeconds });
const rulesOf = async (ctx: Context, userId: string) => (await showRules(ctx, userId)).flatMap((told) => told.own.map((rule) => bodyOf(told.urgency, rule)));

/** How a person is told: their own rules, without which the default rule holds. For themselves and those who may change users. */
export function notificationRuleRoutes(api: Api): void {
  const { baseUrl } = api.parts.ports;
  const personOf = async (ctx: Context, ref: string): Promise<string> => {
    const me = userIdOf(ctx.actor);
    if (ref === 'me' && me !== null) return me;
    if (ref !== me) demand(ctx, 'view_user');
    return (await findUser(ctx, ref)).id;
  };

  endpoint(api, 'get', '/users/{ref}/notification-rules/', { tag, summary: 'A person’s own rules of how they are told; none: the default rule holds', query: listQuery(['after_seconds'], { urgency: urgency.optional() }), answer: listOut(ruleOut) }, async ({ ctx, params, query, url }) => {
    const all = (await rulesOf(ctx, await personOf(ctx, params.ref))).filter((rule) => query.urgency === undefined || rule.urgency === query.urgency);
    return pageOf(sliced(all, query, { after_seconds: (rule) => rule.after_seconds }, (rule) => rule.means), query, url, baseUrl);
  });

  endpoint(api, 'post', '/users/{ref}/notification-rules/', { tag, summary: 'One more way to be told; with the first one the default rule of that urgency no longer holds', body: fresh, answer: ruleOut, status: 201 }, async ({ ctx, params, body }) => {
    const userId = await personOf(ctx, params.ref);
    return transaction(ctx, async (tx) => {
      await spoken(speech, addRule(tx, { userId, urgency: body.urgency, means: body.means, afterSeconds: body.after_seconds, ...given({ contact: body.contact }) }));
      const mine = (await rulesOf(tx, userId)).filter((rule) => rule.urgency === body.urgency);
      return mine.reduce((last, rule) => (rule.number > last.number ? rule : last));
    });
  });

  endpoint(api, 'delete', '/users/{ref}/notification-rules/', { tag, summary: 'Back to the default rule, for one urgency or both', query: z.object({ urgency: urgency.optional() }) }, async ({ ctx, params, query }) => {
    await resetRules(ctx, { userId: await personOf(ctx, params.ref), ...given({ urgency: query.urgency }) });
    return null;
  });

  endpoint(api, 'delete', '/users/{ref}/notification-rules/{urgency}/{number}/', { tag, summary: 'Takes a rule away' }, async ({ ctx, params }) => {
    const userId = await personOf(ctx, params.ref);
    demandOwn(ctx, 'change_user', userId);
    const which = urgency.safeParse(params.urgency);
    const position = Number(params.number);
    if (!which.success || !Number.isInteger(position) || position > 1000) throw notFound('reach.unknown_rule', { n: params.number.slice(0, 20) });
    await removeRule(ctx, { userId, urgency: which.data, position });
    return null;
  });
}
