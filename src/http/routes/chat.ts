import { z } from '@hono/zod-openapi';
import { spokenTo } from '../../domain/people/spoken-to.ts';
import { forbidden, unauthenticated } from '../../errors.ts';
import { spotNamed } from '../chat-place.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { readerOf } from '../reader.ts';
import { words } from '../shapes.ts';

const tag = 'chat';
const json = z.record(z.string(), z.unknown());
const answerOut = z.object({
  card: json.nullable().openapi({ description: 'The card as data; null when a form is asked for' }),
  text: z.string().openapi({ description: 'The same as plain text, in the language and zone of the token’s owner' }),
  form: json.optional(),
  private: z.boolean(),
}).openapi('ChatAnswer');
const said = z.object({
  text: words(20_000).openapi({ example: '/incident list' }),
  place: words(200).optional().openapi({ description: '#name of a channel or room, or INC-42; one’s own conversation when absent' }),
});

/** Says a command as the token's owner: the door that the command line uses. */
export function chatRoutes(api: Api): void {
  endpoint(api, 'post', '/chat/', { tag, summary: 'Says a command, and answers with its card', body: said, answer: answerOut, reachesOut: true }, async ({ ctx, body, c }) => {
    const { actor } = ctx;
    if (actor.kind !== 'person') throw unauthenticated('errors.sign_in_needed');
    // Commands are carried out with all of a person's rights: scopes would be lost on the way.
    if (actor.scopes !== undefined) throw forbidden('api.narrow_token');
    const spot = await spotNamed(ctx, actor, body.place);
    const answer = await api.parts.dispatch.phrase({ userId: actor.userId, via: 'api', ...spot, ...(actor.ip === undefined ? {} : { ip: actor.ip }) }, body.text);
    const text = api.parts.plain(answer, await spokenTo(ctx, actor.userId, readerOf(c, api.deps)));
    if (answer.kind === 'form') return { card: null, text, form: { ...answer.form }, private: true };
    return { card: { ...answer.card }, text, private: answer.private };
  });
}
