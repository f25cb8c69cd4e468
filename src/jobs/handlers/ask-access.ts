import type { Context } from '../../context.ts';
import { accessCard } from '../../chat/cards/access.ts';
import { faultOf } from '../../chat/fault.ts';
import type { Place } from '../../chat/platform.ts';
import { accessRequest, noteAccessCard, type AccessCard, type AccessRequest } from '../../domain/people/access-request.ts';
import { listGroups } from '../../domain/people/list-groups.ts';
import { farPlatforms, sendAfar } from '../afar.ts';
import { drawingFor, type LettingIn } from '../letting-in.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/** One card in the admins' place on every platform: posted when somebody asks, edited when somebody decides. */
export const askAccess = (posting: Posting, lettingIn: LettingIn): Handler<'ask-access'> => async (ctx, { requestId, platform }) => {
  const request = await accessRequest(ctx, requestId);
  if (request === undefined) return;
  if (platform === undefined) await sendAfar(ctx, farPlatforms(posting.platforms), 'ask-access', { requestId }, requestId);
  const mine = (await whereFor(ctx, posting, request)).filter((one) => one.platform === (platform ?? 'console'));
  const outcomes = await Promise.allSettled(mine.map((where) => show(ctx, posting, lettingIn, request, where)));
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue;
    // A channel that is gone must not keep the others' card from being done.
    if (faultOf(outcome.reason).retry) throw outcome.reason;
    ctx.log.warn({ err: outcome.reason }, 'a card about access could not be posted or edited');
  }
};

type Where = Omit<AccessCard, 'message'> & { message?: string };

/** Where it stands, and where it is to stand: the channels of the team that takes what nobody owns. Decided, it appears nowhere anew. */
async function whereFor(ctx: Context, posting: Posting, { posted, decidedAt }: AccessRequest): Promise<Where[]> {
  if (decidedAt !== null) return posted;
  const [triage] = await ctx.sql<{ id: string }[]>`select id from teams where is_triage limit 1`;
  const places = triage === undefined ? [] : await posting.teamChannels(ctx, triage.id);
  const missing = places.filter((place) => !posted.some((one) => one.platform === place.platform && one.place === place.id));
  return [...posted, ...missing.map((place) => ({ platform: place.platform, place: place.id, kind: place.kind }))];
}

async function show(ctx: Context, posting: Posting, lettingIn: LettingIn, request: AccessRequest, where: Where): Promise<void> {
  const platform = posting.platforms.get(where.platform);
  if (platform === undefined) return;
  const place: Place = { platform: where.platform, id: where.place, kind: where.kind };
  const card = async (state: AccessRequest) => accessCard(drawingFor(lettingIn), state, (await listGroups(ctx)).map((group) => group.name));
  if (where.message !== undefined) return platform.edit({ place, id: where.message }, await card(request));
  const { id: message } = await platform.say(place, await card(request), { key: `access:${request.id}` });
  await noteAccessCard(ctx, request.id, { ...where, message });
  // Whoever decided in the meantime did not know of this copy.
  const now = await accessRequest(ctx, request.id);
  if (now !== undefined && now.decidedAt !== null) await platform.edit({ place, id: message }, await card(now));
}
